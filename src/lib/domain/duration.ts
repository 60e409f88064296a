/** Durations as people write them in the config file: `500ms`, `30s`, `5m`, `2h`, `14d`. */
const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds, or null where the text is no duration. */
export function parseDuration(text: string): number | null {
	const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim());
	const unit = UNIT_MS[match?.[2] ?? ''];
	return match && unit !== undefined ? Math.round(Number(match[1]) * unit) : null;
}

/** The shortest way to write it: `90s`, `2h`. */
export function formatDuration(ms: number): string {
	const [unit, size] = Object.entries(UNIT_MS)
		.reverse()
		.find(([, one]) => ms >= one && ms % one === 0) ?? ['ms', 1];
	return `${ms / size}${unit}`;
}
