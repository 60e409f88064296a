import { describe, expect, it } from 'vitest';
import { badgeDocument, badgeOf, badgeSvg, shownComponent } from '../../../src/lib/server/feeds/badge.ts';
import { sampleSnapshot } from '../../support/snapshot.ts';

const query = { label: null, days: 90 };

describe('a badge', () => {
	const snapshot = sampleSnapshot({ story: 'outage' });
	const [well, down] = ['operational', 'major_outage'].map((status) =>
		snapshot.groups.flatMap(({ components }) => components).find((one) => one.status === status)
	);

	it('says how the component is, in words and in the colour of the page', () => {
		expect(badgeOf('status', well, query, null)).toEqual({
			label: 'status',
			message: 'operational',
			color: '#2E7D5B'
		});
		expect(badgeOf('status', down, query, null)).toMatchObject({ message: 'down', color: '#B4232C' });
		expect(badgeOf('uptime', down, query, null).message).toMatch(/^\d+\.\d\d %$/);
		expect(badgeOf('response', well, query, 123.4).message).toBe('123 ms');
		expect(badgeOf('response', well, query, null).message).toBe('n/a');
	});

	it('is a grey n/a for a component that is hidden or does not exist', () => {
		const nobody = shownComponent(snapshot, 'nobody');
		for (const kind of ['status', 'uptime', 'response'] as const) {
			expect(badgeOf(kind, nobody, query, null)).toMatchObject({ message: 'n/a', color: '#6E747E' });
		}
	});

	it('covers the days that are asked for', () => {
		const [bad] = (down?.days ?? []).filter(({ downMs }) => downMs > 0);
		expect(bad).toBeDefined();
		const today = badgeOf('uptime', down, { label: null, days: 1 }, null);
		expect(today.message).not.toBe(badgeOf('uptime', down, query, null).message);
		expect(today.label).toBe('uptime 1d');
	});

	it.each([
		'<script>alert(1)</script>',
		'"><svg onload=alert(1)>',
		'a\u0000b\nc',
		'x'.repeat(10_000),
		'&amp;'
	])('shows the label %j as text', (label) => {
		const svg = badgeSvg(badgeOf('status', well, { ...query, label }, null));
		expect(svg).not.toMatch(/<script|onload=alert\(1\)>|(?!\n)\p{Cc}/u);
		expect(svg.length).toBeLessThan(5_000);
		expect(badgeDocument(badgeOf('status', well, { ...query, label }, null))).toMatchObject({
			schemaVersion: 1,
			color: '2E7D5B'
		});
	});
});
