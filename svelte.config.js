/**
 * How SvelteKit builds Gatehouse: below which path, with which content security policy, and with our own server in
 * place of the adapter's entry, so that `node build` answers readers from memory and keeps its limits.
 */
import adapterNode from '@sveltejs/adapter-node';
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

const OUT = 'build';
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** BASE_PATH is the one setting that is read at build; the environment wins over `.env`, as at the start. */
function readBasePath() {
	const fromFile = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
	return /** @type {'' | `/${string}`} */ (process.env.BASE_PATH ?? fromFile.BASE_PATH ?? '');
}

const basePath = readBasePath();

/** @returns {import('@sveltejs/kit').Adapter} */
function adapter() {
	const node = adapterNode({ out: OUT, precompress: true });
	return {
		...node,
		name: 'gatehouse',
		async adapt(builder) {
			await node.adapt(builder);
			await buildServer();
			const { stampBuild } = await import('./src/cli/build-stamp.ts');
			stampBuild(process.cwd(), basePath);
		}
	};
}

/** Replaces the adapter's `index.js`; what serves requests stays its `handler.js`. */
async function buildServer() {
	const { build } = await import('vite');
	await build({
		configFile: false,
		publicDir: false,
		logLevel: 'warn',
		define: { BUILT_BASE_PATH: JSON.stringify(basePath) },
		build: {
			ssr: 'src/serve.ts',
			outDir: OUT,
			emptyOutDir: false,
			sourcemap: true,
			rolldownOptions: { output: { entryFileNames: 'index.js' } }
		}
	});
}

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		// The seed and what is configured are checked like all else.
		typescript: {
			config: (config) => ({
				...config,
				include: [...config.include, '../prisma/**/*.ts', '../*.config.ts', '../*.config.js']
			})
		},
		adapter: adapter(),
		paths: { base: basePath },
		version: { name: version },
		// A few kilobytes of style come with the page itself, so that it is drawn without another request.
		inlineStyleThreshold: 40_000,
		// Who may act is decided in hooks.server.ts by session: mail programs and heartbeats post forms from elsewhere.
		csrf: { trustedOrigins: ['*'] },
		csp: {
			// Hashes, not nonces: a page that is served from memory is the same for every reader.
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'style-src': ['self'],
				// The framework's own announcer of page changes carries one style attribute, known by its hash.
				'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
				'img-src': ['self', 'data:'],
				'connect-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		}
	}
};
