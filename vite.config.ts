/** How Vite bundles the app; everything that is special about it stands in svelte.config.js. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({ plugins: [sveltekit()] });
