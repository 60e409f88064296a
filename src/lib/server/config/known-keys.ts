/** Finds the keys that a schema takes at a place, so that a misspelt one can be answered with the one that was meant. */
import { z } from 'zod';
import type { KeyPath } from './document.ts';

/** Every key that may stand at the place, of all alternatives where there are several; none where any key may. */
export function keysAt(schema: z.ZodType, path: KeyPath): string[] {
	const [step, ...rest] = path;
	const found = shapesOf(schema).flatMap((shape) => {
		if (step === undefined) return shape instanceof z.ZodObject ? Object.keys(shape.shape as object) : [];
		const inner = innerOf(shape, step);
		return inner ? keysAt(inner, rest) : [];
	});
	return [...new Set(found)];
}

/** A schema without what is wrapped around it; each alternative of a union by itself. */
function shapesOf(schema: z.ZodType): z.ZodType[] {
	if (
		schema instanceof z.ZodDefault ||
		schema instanceof z.ZodPrefault ||
		schema instanceof z.ZodOptional ||
		schema instanceof z.ZodNullable
	) {
		return shapesOf(schema.unwrap() as z.ZodType);
	}
	if (schema instanceof z.ZodPipe) return shapesOf(schema.in as z.ZodType);
	if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(shapesOf);
	return [schema];
}

function innerOf(shape: z.ZodType, step: string | number): z.ZodType | undefined {
	if (shape instanceof z.ZodArray) return shape.element as z.ZodType;
	if (shape instanceof z.ZodRecord) return shape.valueType as z.ZodType;
	return shape instanceof z.ZodObject ? (shape.shape as Record<string, z.ZodType>)[String(step)] : undefined;
}
