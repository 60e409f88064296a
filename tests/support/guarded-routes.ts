/** Reads which guarded routes there are from src/routes: every admin page, every action of one, every method of the API. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { OPERATIONS } from '../../src/lib/server/api/operations/index.ts';

const ROUTES = 'src/routes';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What says nothing of any workspace, and is there for everybody. */
export const OPEN_ROUTES = ['GET /api/v1', 'GET /api/v1/openapi.json'];

/** `GET /admin/members`, `POST /admin/members?/invite`, `PATCH /api/v1/incidents/[id]` */
export function guardedRoutes(): string[] {
	const files = ['admin', 'api/v1'].flatMap((folder) =>
		globSync(`${ROUTES}/${folder}/**/+{page,server,page.server}.{ts,svelte}`)
	);
	const routes = files.flatMap((file) => {
		const route = addressOf(file);
		if (file.endsWith('+page.svelte')) return [`GET ${route}`];
		const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
		if (file.endsWith('+server.ts'))
			return exportsOf(source)
				.filter(isMethod)
				.map((method) => `${method} ${route}`);
		return actionsOf(source).map((name) => `POST ${route}${name === 'default' ? '' : `?/${name}`}`);
	});
	return [...new Set(routes)].filter((route) => !OPEN_ROUTES.includes(route)).sort();
}

/** `PATCH /incidents/{id}`: every call of the API, as its operation says. */
export function apiCalls(): string[] {
	return OPERATIONS.map(({ method, path: address }) => `${method} ${address}`).sort();
}

function isMethod(name: string): boolean {
	return METHODS.includes(name);
}

/** The address of a route's file; groups in parentheses are not part of it. */
function addressOf(file: string): string {
	const folders = path.dirname(file).split(path.sep).join('/').slice(ROUTES.length).split('/');
	return folders.filter((folder) => !/^\(.*\)$/.test(folder)).join('/') || '/';
}

function exportsOf(source: ts.SourceFile): string[] {
	return source.statements.flatMap((statement) => {
		const isExported = ts.canHaveModifiers(statement)
			? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
			: false;
		if (!isExported) return [];
		if (ts.isFunctionDeclaration(statement)) return statement.name ? [statement.name.text] : [];
		if (!ts.isVariableStatement(statement)) return [];
		return statement.declarationList.declarations.flatMap(({ name }) =>
			ts.isIdentifier(name) ? [name.text] : []
		);
	});
}

function actionsOf(source: ts.SourceFile): string[] {
	for (const statement of source.statements) {
		if (!ts.isVariableStatement(statement)) continue;
		for (const { name, initializer } of statement.declarationList.declarations) {
			if (!ts.isIdentifier(name) || name.text !== 'actions' || !initializer) continue;
			const value = ts.isSatisfiesExpression(initializer) ? initializer.expression : initializer;
			if (!ts.isObjectLiteralExpression(value))
				throw new Error(`${source.fileName}: actions are written out in place`);
			return value.properties.map((property) => {
				if (!property.name) throw new Error(`${source.fileName}: every action is named in place`);
				return property.name.getText(source).replace(/['"]/g, '');
			});
		}
	}
	return [];
}
