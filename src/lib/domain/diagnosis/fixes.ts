/** What an owner can do, in the order of the article: reload, session, browser, own line, DNS, host; then what the cause asks for. */
import type { Fix } from './diagnosis.ts';
import { commandsFor } from './fix-commands.ts';
import { STEPS_BY_CAUSE } from './fix-steps.ts';
import { CONNECTION_STEPS } from './connection-steps.ts';
import type { Cause, FailedSide } from './labels.ts';
import { vendorName } from './vendors.ts';

export interface Failing {
	cause: Cause;
	failedSide: FailedSide;
	/** Who wrote the page, else who stands at the edge. */
	vendor: string | null;
}

const GENERAL: readonly Fix[] = [
	{
		id: 'reload',
		what: 'Ask again after a minute, on a new connection.',
		why: 'A short overload or a restart is over by then.',
		commands: ['curl -sv -o /dev/null URL'],
		remedy: 'ask-again'
	},
	{
		id: 'session-and-cache',
		what: 'Ask past every cache and without a session.',
		why: 'A cache can keep an error page after the service is well.',
		commands: ["curl -sv -o /dev/null -H 'Cache-Control: no-cache' 'URL?again=1'"],
		remedy: 'past-cache'
	},
	{
		id: 'browser',
		what: 'Ask as other browsers do.',
		why: 'A rule against robots can refuse one caller and let all others in.',
		commands: ["curl -sv -o /dev/null -A 'Mozilla/5.0' URL"],
		remedy: 'other-browsers'
	},
	{
		id: 'own-line',
		what: 'Look whether the line and the resolver of the monitor work.',
		why: 'What fails for every address fails on our side.',
		commands: [],
		remedy: 'own-line'
	},
	{
		id: 'dns',
		what: 'Compare what several resolvers answer for the name.',
		why: 'An old or wrong answer of one resolver leads its users astray.',
		commands: ['dig +short HOST', 'dig +short HOST @1.1.1.1', 'dig +trace HOST'],
		remedy: 'other-resolvers'
	},
	{
		id: 'maintenance',
		what: 'Look whether maintenance is announced, by you or by the host.',
		why: 'Planned work needs no repair.',
		commands: [],
		remedy: 'maintenance'
	}
];

export function fixesFor(failing: Failing): Fix[] {
	const { cause, vendor } = failing;
	const host: Fix = {
		id: 'host',
		what: vendor
			? `Look at what ${vendorName(vendor)} itself reports, and ask the host with times and ids.`
			: 'Ask the host, with times and ids.',
		why: 'Only they see the other side of their gateway.',
		commands: [],
		remedy: null
	};
	const special = (STEPS_BY_CAUSE[cause] ?? CONNECTION_STEPS[cause] ?? []).map((fix) => ({
		...fix,
		commands: commandsFor(vendor, fix.id)
	}));
	const [maintenance] = GENERAL.slice(-1);
	return [...GENERAL.slice(0, -1), ...(maintenance ? [maintenance] : []), ...special, host];
}
