import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/lib/domain/diagnosis/diagnose.ts';
import type { Evidence } from '../../../src/lib/domain/evidence.ts';

const page = (body: string, head = '<title>Acme shop</title>') =>
	`<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`;
const told = (body: string, more: Partial<Evidence> = {}) =>
	diagnose({ url: 'https://acme.example/', status: 200, headers: {}, body, ...more });

describe('a page that works stays healthy', () => {
	it.each([
		[
			'with a guard against robots by PerimeterX',
			page('<div id="root"></div><script>window._pxAppId="PX1";</script>')
		],
		[
			'with the token script of AWS WAF',
			page('<div id="app"></div><script src="https://1.token.awswaf.com/1/challenge.js"></script>')
		],
		[
			'with the script that Imperva puts into every page',
			page('<h1>Bikes</h1><script src="/_Incapsula_Resource?SWJIYLWA=719d34"></script>')
		],
		[
			'with the script of DataDome',
			page(
				'<h1>Bikes</h1><script src="https://js.datadome.co/tags.js"></script><link href="https://geo.captcha-delivery.com">'
			)
		],
		[
			'that links to a dealer of domains',
			page(
				'<h1>Links</h1><p><a href="https://www.bodis.com/">Bodis</a> <a href="https://cdn.sedo.com/x">Sedo</a> <a href="https://www.hugedomains.com/domain_profile.cfm">Huge</a></p>'
			)
		],
		[
			'that quotes a dealer’s page',
			page(
				'<h1>How parking works</h1><pre><html data-adblockkey="MFwwDQ"></pre><code>window.park = "ey"</code>'
			)
		],
		['that quotes a challenge', page('<h1>Notes</h1><pre><script>window._cf_chl_opt={}</script></pre>')],
		[
			'that apologises in passing',
			page("<h1>Refunds</h1><p>If the page says: We're sorry, but something went wrong, call us.</p>")
		],
		[
			'that explains a message of WordPress',
			page(
				'<h1>Questions</h1><p>What does “Briefly unavailable for scheduled maintenance. Check back in a minute.” mean?</p>'
			)
		],
		[
			'that explains a refusal',
			page(
				'<h1>Help</h1><p>The requested URL was rejected. Please consult with your administrator. Give us your support ID.</p>'
			)
		],
		[
			'that explains a firewall',
			page('<h1>Help</h1><p>Access Denied by Sucuri Website Firewall means that a rule matched.</p>')
		],
		[
			'that explains Cloudflare’s wait',
			page('<h1>Help</h1><p>“Checking your browser before accessing” may take five seconds.</p>')
		],
		[
			'that explains Azure',
			page("<h1>Help</h1><p>Our services aren't available right now is what Azure says.</p>")
		],
		[
			'that explains IIS',
			page('<h1>Help</h1><p>HTTP Error 503. The service is unavailable. Start the application pool.</p>')
		],
		[
			'that explains Heroku',
			page('<h1>Help</h1><p>Heroku shows herokucdn.com/error-pages/application-error.html then.</p>')
		],
		[
			'that explains a fatal error',
			page('<h1>Help</h1><p>An unhandled exception occurred while processing the request: read the log.</p>')
		],
		[
			'with a guest area',
			page('<h1>Hotel</h1><p>Wifi: open /guest/s/default/ on your phone, see meraki.com/splash.</p>')
		],
		[
			'that offers a suspended account help',
			page(
				'<h1>Account Suspended?</h1><p>This account has been suspended: see /cgi-sys/suspendedpage.cgi for reasons.</p>'
			)
		]
	])('%s', (_, body) => {
		expect(told(body)).toMatchObject({ kind: 'healthy', failedSide: 'none', cause: 'none' });
	});

	it('that leads to a page of its own about sign-ins', () => {
		const redirects = [{ status: 302, location: '/help/captiveportal?switch_url=x' }];
		const more = { redirects, finalUrl: 'https://acme.example/help/captiveportal?switch_url=x' };
		expect(told(page('<h1>Help</h1>'), more).kind).toBe('healthy');
	});
});

describe('what stands behind a guard and fails by itself', () => {
	it('is no refusal', () => {
		const body = page(
			'<h1>Internal Server Error</h1><script src="/_Incapsula_Resource?SWJIYLWA=719d34"></script>'
		);
		expect(told(body, { status: 500 })).toMatchObject({ kind: 'hard-error', failedSide: 'origin' });
		const guarded = page('<h1>Oops</h1><script>window._pxAppId="PX1";</script>');
		expect(told(guarded, { status: 500 })).toMatchObject({ kind: 'hard-error', failedSide: 'origin' });
	});
});
