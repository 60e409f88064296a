import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../src/lib/server/api/openapi.ts';
import { OPERATIONS } from '../../../src/lib/server/api/operations/index.ts';

const text = JSON.stringify(openApiDocument(OPERATIONS, '/api/v1', '1.2.3'));
const document = JSON.parse(text) as {
	openapi: string;
	paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>;
	components: { schemas: Record<string, unknown> };
};

describe('the OpenAPI document', () => {
	it('has every operation once, each with an id of its own', () => {
		const there = Object.entries(document.paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`)
		);
		expect(there.sort()).toEqual(OPERATIONS.map(({ method, path }) => `${method} ${path}`).sort());
		const ids = Object.values(document.paths).flatMap((methods) =>
			Object.values(methods).map(({ operationId }) => operationId)
		);
		expect(new Set(ids).size).toBe(OPERATIONS.length);
	});

	it('refers only to what it has', () => {
		const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, name = '']) => name);
		expect(names.length).toBeGreaterThan(20);
		const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
		expect(names.filter((name) => !known.includes(name))).toEqual([]);
		expect(text).not.toContain('$defs');
	});

	it('names every parameter that stands in an address', () => {
		for (const [path, methods] of Object.entries(document.paths)) {
			const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
			for (const { parameters } of Object.values(methods)) {
				expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(wanted);
			}
		}
	});

	it('is OpenAPI 3.1', () => {
		expect(document.openapi).toMatch(/^3\.1\./);
	});
});
