/** What it costs to read a good page for what it really is: every 2xx answer is diagnosed. */
import { diagnose } from '../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence } from '../../src/lib/domain/evidence.ts';
import type { Figure } from './figures.ts';

const ROUNDS = 300;

/** A page as shops send them: 40 KB of markup, text and scripts; with landmarks, as most have them, or without. */
function usualPage(landmark: 'main' | 'div'): Evidence {
	const item =
		'<li class="item"><a href="/p/123"><img src="/i/123.jpg" alt=""><span>Something to buy</span></a></li>\n';
	const script =
		'<script>window.shop={cart:[],locale:"en",error:null,retry:function(){return 502}}</script>\n';
	const body = `<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1><${landmark}><ul>${item.repeat(330)}</ul></${landmark}>${script.repeat(60)}</body></html>`;
	return {
		url: 'https://shop.example/',
		method: 'GET',
		status: 200,
		statusText: 'OK',
		httpVersion: '1.1',
		headers: {
			'content-type': 'text/html; charset=utf-8',
			server: 'nginx',
			date: 'Tue, 24 Nov 2026 12:00:00 GMT'
		},
		body,
		bodyBytes: body.length,
		redirects: [],
		error: null
	};
}

export function diagnosisCost(): Figure[] {
	return (['main', 'div'] as const).map((landmark) => {
		const page = usualPage(landmark);
		for (let warmUp = 0; warmUp < ROUNDS; warmUp += 1) diagnose(page);
		const startedAt = performance.now();
		for (let round = 0; round < ROUNDS; round += 1) diagnose(page);
		const value = ((performance.now() - startedAt) / ROUNDS) * 1_000;
		const kind = landmark === 'main' ? 'with' : 'without';
		return { group: 'checks', name: `diagnose() of a 40 KB page ${kind} landmarks`, value, unit: 'µs' };
	});
}
