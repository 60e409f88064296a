/** How Vite bundles the app; what is special about the app itself stands in svelte.config.js. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** What every public page runs: the framework, and what pages are drawn from. Charts come when they are seen. */
const EVERY_PAGE =
	/node_modules\/(?:svelte|@sveltejs|esm-env|clsx|devalue)\/|\/src\/lib\/(?:components\/(?!draw-)|domain\/|format\/)/;

export default defineConfig(({ isSsrBuild }) => ({
	plugins: [sveltekit()],
	build: isSsrBuild
		? {}
		: {
				rolldownOptions: {
					// One file in place of twenty small ones: a phone on a bad line pays for each request.
					output: { codeSplitting: { groups: [{ name: 'pages', test: EVERY_PAGE, minShareCount: 2 }] } }
				}
			}
}));
