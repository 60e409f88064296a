/** Turns a value that a schema parsed back into the document it came from, without what the schema fills in by itself. */
import { isDeepStrictEqual } from 'node:util';
import { formatDuration } from '../domain/duration.ts';
import { optionOf, type Node } from './shape.ts';

/** @returns undefined where nothing has to be written: there is nothing, or what holds anyway */
export function written(node: Node, value: unknown): unknown {
	if (value === undefined || (value === null && node.shape.kind !== 'json')) return undefined;
	if (node.fallback !== undefined && isDeepStrictEqual(node.fallback, value)) return undefined;
	const { shape } = node;
	switch (shape.kind) {
		case 'duration':
			return formatDuration(value as number);
		case 'list':
			return Array.isArray(value) ? value.map((entry) => written(bare(shape.of), entry)) : value;
		case 'rows':
			return Object.fromEntries(
				Object.entries(value ?? {}).map(([key, inner]) => [
					key,
					written({ ...shape.of, fallback: undefined }, inner)
				])
			);
		case 'alternatives': {
			const option = shape.options[optionOf(shape.options, value)];
			return option ? written(option, value) : value;
		}
		case 'group': {
			const entries = shape.members.flatMap((member): [string, unknown][] => {
				const inner = written(member, (value as Record<string, unknown>)[member.key]);
				return inner === undefined ? [] : [[member.key, inner]];
			});
			return Object.fromEntries(entries);
		}
		default:
			return value;
	}
}

function bare(shape: Node['shape']): Node {
	return { shape, meta: {}, isOptional: false, fallback: undefined };
}
