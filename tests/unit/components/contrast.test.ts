/** Contrast is computed, not hoped (WCAG 2.2, 1.4.3 and 1.4.11), from the very stylesheet that pages load. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync('src/app.css', 'utf8');

/** The custom colours of the first `:root` rule after a mark in the stylesheet. */
function coloursAfter(mark: string): Record<string, string> {
	const from = css.indexOf(mark);
	const rule = css.slice(css.indexOf(':root {', from), css.indexOf('}', css.indexOf(':root {', from)));
	return Object.fromEntries(
		[...rule.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex])
	);
}

const light = coloursAfter('');
const themes = {
	light,
	dark: { ...light, ...coloursAfter('prefers-color-scheme: dark') },
	print: { ...light, ...coloursAfter('@media print') }
};

/** Relative luminance, as WCAG defines it. */
function luminance(hex: string): number {
	const channels = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
	const [red = 0, green = 0, blue = 0] = channels.map((value) =>
		value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (high + 0.05) / (low + 0.05);
}

it('the formula is the standard’s', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
	expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(Object.entries(themes))('in %s', (_, colours) => {
	const of = (name: string) => {
		const hex = colours[name];
		if (!hex) throw new Error(`The stylesheet has no --${name}.`);
		return hex;
	};

	it.each([
		['ink', 'paper'],
		['ink-soft', 'paper'],
		['accent', 'paper'],
		['ink', 'paper-raised'],
		['ink-soft', 'paper-raised'],
		['paper', 'ink']
	])('text in %s on %s can be read', (text, ground) => {
		expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5);
	});

	it.each(['operational', 'degraded', 'partial', 'down', 'maintenance', 'unknown', 'accent'])(
		'%s can be told from the ground',
		(name) => {
			expect(contrast(of(name), of('paper'))).toBeGreaterThanOrEqual(3);
			expect(contrast(of(name), of('paper-raised'))).toBeGreaterThanOrEqual(3);
		}
	);
});

describe('the mark', () => {
	it.each(['raised', 'lowering', 'lowered'])('%s has the colours of the page', (posture) => {
		const svg = readFileSync(`static/gate-${posture}.svg`, 'utf8');
		const colour = { raised: 'operational', lowering: 'degraded', lowered: 'down' }[posture] ?? '';
		for (const theme of [themes.light, themes.dark] as Record<string, string>[]) {
			expect(svg).toContain(theme.ink);
			expect(svg).toContain(theme[colour]);
		}
	});

	it.each(['raised', 'lowering', 'lowered'])('%s is a picture of 1200 × 630 for link previews', (posture) => {
		const png = readFileSync(`static/gate-${posture}.png`);
		expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
		expect(png.length).toBeLessThan(40_000);
	});
});
