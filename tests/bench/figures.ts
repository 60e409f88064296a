/** What the bench says: figures, each beside its bare baseline, as a table for people and a document for machines. */

export interface Figure {
	group: 'checks' | 'page' | 'detect' | 'data' | 'outbox';
	name: string;
	value: number;
	unit: string;
	/** The same work without Gatehouse, in the same run. */
	bare?: number;
	/** What it should be, in the figure's own unit or as a share of the baseline. */
	aim?: { kind: 'at-least' | 'at-most' | 'share-at-least'; value: number };
}

/** Whether a figure reaches its aim; null where it has none. */
export function reaches({ value, bare, aim }: Figure): boolean | null {
	if (!aim) return null;
	if (aim.kind === 'at-least') return value >= aim.value;
	if (aim.kind === 'at-most') return value <= aim.value;
	return bare !== undefined && value / bare >= aim.value;
}

const COLUMNS = ['figure', 'value', 'bare', 'of it', 'aim', ''] as const;

/** A table in plain text. */
export function table(figures: readonly Figure[]): string {
	const rows = [COLUMNS as readonly string[], ...figures.map(rowOf)];
	const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows
		.map((row) =>
			row
				.map((cell, column) =>
					column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)
				)
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}

function rowOf(figure: Figure): string[] {
	const { name, value, unit, bare, aim } = figure;
	const isReached = reaches(figure);
	return [
		name,
		`${rounded(value)} ${unit}`,
		bare === undefined ? '' : `${rounded(bare)} ${unit}`,
		bare === undefined ? '' : `${Math.round((value / bare) * 100)} %`,
		aim ? aimInWords(aim, unit) : '',
		isReached === null ? '' : isReached ? 'reached' : 'missed'
	];
}

function aimInWords({ kind, value }: NonNullable<Figure['aim']>, unit: string): string {
	if (kind === 'share-at-least') return `at least ${Math.round(value * 100)} % of the bare`;
	return `${kind === 'at-least' ? 'at least' : 'at most'} ${rounded(value)} ${unit}`;
}

function rounded(value: number): string {
	if (Math.abs(value) >= 100) return String(Math.round(value));
	return String(Number(value.toPrecision(3)));
}
