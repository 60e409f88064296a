/** How unit and integration tests run: on plain Node, in as many processes as a small machine has cores. */
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	test: {
		environment: 'node',
		include: ['tests/{unit,integration}/**/*.test.ts'],
		maxWorkers: 2,
		testTimeout: 20_000,
		hookTimeout: 30_000
	}
});
