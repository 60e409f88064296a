import { describe, expect, it } from 'vitest';
import {
	formatDay,
	formatDaySpan,
	formatMonth,
	formatTime,
	sinceStyle,
	type TimeStyle
} from '../../../src/lib/format/times.ts';

const NOON = Date.parse('2026-11-24T12:05:09Z');

describe('instants', () => {
	it.each<[TimeStyle, string, string, string]>([
		['clock', 'en', 'Europe/Berlin', '13:05'],
		['moment', 'en', 'America/New_York', '24 Nov, 07:05'],
		['moment', 'en', 'Pacific/Auckland', '25 Nov, 01:05'],
		['dated', 'en', 'UTC', '24 Nov 2026, 12:05'],
		['date', 'en', 'UTC', '24 Nov'],
		['moment', 'de', 'Europe/Berlin', '24. Nov., 13:05'],
		['exact', 'en', 'Asia/Kolkata', 'Tuesday, 24 November 2026 at 17:35:09 GMT+5:30']
	])('%s in %s, %s', (style, locale, zone, text) => {
		expect(formatTime(NOON, style, locale, zone)).toBe(text);
	});
});

describe('a beginning', () => {
	it.each<[string, string, TimeStyle]>([
		['2026-11-24T11:00:00Z', 'Europe/Berlin', 'clock'],
		['2026-11-23T23:30:00Z', 'Europe/Berlin', 'clock'],
		['2026-11-23T23:30:00Z', 'UTC', 'moment'],
		['2025-12-31T22:00:00Z', 'UTC', 'dated']
	])('at %s in %s is written as %s', (at, zone, style) => {
		expect(sinceStyle(Date.parse(at), NOON, zone)).toBe(style);
	});
});

describe('calendar days', () => {
	it('belong to no zone', () => {
		expect(formatDay('2026-11-24', 'en')).toBe('Tuesday 24 November');
		expect(formatMonth('2026-11', 'en')).toBe('November 2026');
	});

	it('in a row are written as a span', () => {
		expect(formatDaySpan('2026-11-22', '2026-11-24', 'en')).toMatch(/^22\s?–\s?24 November$/);
		expect(formatDaySpan('2026-10-30', '2026-11-02', 'en')).toMatch(/^30 October\s–\s2 November$/);
		expect(formatDaySpan('2026-11-24', '2026-11-24', 'en')).toBe('Tuesday 24 November');
	});
});
