/** What lint holds, beside the compiler: no any, no forgotten promise, no chatter in the library, each room to itself. */
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import path from 'node:path';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';
import { importFault } from './tests/support/architecture.ts';

/** @type {import('eslint').Rule.RuleModule} */
const whoMayImportWhom = {
	meta: { type: 'problem', schema: [] },
	create(context) {
		const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
		/** @param {{ source?: import('estree').Expression | null }} node */
		const look = ({ source }) => {
			if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
			const message = importFault(file, source.value);
			if (message !== null) context.report({ node: source, message });
		};
		return {
			ImportDeclaration: look,
			ImportExpression: look,
			ExportNamedDeclaration: look,
			ExportAllDeclaration: look
		};
	}
};

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'data/',
			'src/lib/server/generated/',
			'test-results/',
			'playwright-report/',
			'coverage/'
		]
	},
	...ts.configs.strict,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		plugins: { gatehouse: { rules: { 'who-may-import-whom': whoMayImportWhom } } },
		rules: {
			'gatehouse/who-may-import-whom': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-var': 'error',
			'no-cond-assign': 'error',
			'no-constant-binary-expression': 'error',
			'no-constant-condition': ['error', { checkLoops: false }],
			'no-debugger': 'error',
			'no-dupe-else-if': 'error',
			'no-duplicate-case': 'error',
			'no-empty': 'error',
			'no-irregular-whitespace': 'error',
			'no-loss-of-precision': 'error',
			'no-regex-spaces': 'error',
			'no-self-assign': 'error',
			'no-self-compare': 'error',
			'no-unreachable-loop': 'error',
			'no-unsafe-finally': 'error',
			'no-useless-escape': 'error',
			'no-eval': 'error',
			'no-implied-eval': 'error',
			'prefer-const': 'error',
			'no-implicit-coercion': 'error',
			'object-shorthand': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			'@typescript-eslint/consistent-type-imports': [
				'error',
				{ fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }
			]
		}
	},
	{
		// What only the types can show: a promise that nobody waits for, a case that nobody handles.
		files: ['src/**/*.ts', 'prisma/**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/only-throw-error': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		rules: {
			// What comes out of $props() together with something bindable is declared with let.
			'prefer-const': 'off',
			'svelte/prefer-const': ['error', { destructuring: 'all' }],
			// Components are given whole addresses; only routes may know the path that the app is served below.
			'svelte/no-navigation-without-resolve': 'off',
			// A space in braces is one that no formatter takes away.
			'svelte/no-useless-mustaches': 'off'
		},
		languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } }
	},
	{
		files: ['src/lib/**', 'src/routes/**', 'src/hooks.*'],
		rules: { 'no-console': 'error' }
	},
	{
		// One name for one thing, wherever it is used; routes and configurations are read by name elsewhere.
		files: ['src/lib/**/*.ts'],
		rules: {
			'no-restricted-syntax': [
				'error',
				{ selector: 'ExportDefaultDeclaration', message: 'Export it by its name.' }
			]
		}
	},
	prettier,
	...svelte.configs.prettier
);
