/** What only shows when the parts of the config file are held beside each other: keys that are taken, names of nothing. */
import type { ConfigDocument, Fault, KeyPath } from './document.ts';
import { nearest } from './nearest.ts';

type Entry = Partial<Record<string, unknown>>;

/** Reads a file that has other faults as well as it can, so that all of them are told at once. */
export function crossFaults(document: ConfigDocument): Fault[] {
	const faults: Fault[] = [];
	const say = (path: KeyPath, message: string, at?: 'key') => faults.push(document.fault(path, message, at));

	const root = asEntry(document.value);
	const monitors = listOf(root, 'monitors').map(asEntry);
	const byHand = listOf(root, 'components').map(asEntry);
	const windows = listOf(root, 'maintenance').map(asEntry);
	const channels = listOf(root, 'channels').map(asEntry);
	const groups = listOf(asEntry(root.page), 'groups').map(asEntry);

	const refer = (name: unknown, known: readonly unknown[], what: string, path: KeyPath) => {
		if (typeof name !== 'string' || known.includes(name)) return;
		const names = known.filter((one) => typeof one === 'string');
		const meant = nearest(name, names);
		const hint = meant
			? ` Did you mean "${meant}"?`
			: names.length > 0
				? ` There are: ${names.join(', ')}.`
				: '';
		say(path, `There is no ${what} "${name}".${hint}`);
	};
	const unique = (places: readonly (readonly [value: unknown, path: KeyPath])[], what: string) => {
		const first = new Map<string, KeyPath>();
		for (const [value, path] of places) {
			if (typeof value !== 'string') continue;
			const before = first.get(value);
			if (before) say(path, `This ${what} is taken already, in line ${document.lineOf(before)}.`);
			else first.set(value, path);
		}
	};
	const keysOf = (entries: readonly Entry[], base: KeyPath) =>
		entries.map(({ key }, index) => [key, [...base, index, 'key']] as const);

	// a monitor stands on the page as a component of its own
	unique([...keysOf(monitors, ['monitors']), ...keysOf(byHand, ['components'])], 'key');
	unique(keysOf(groups, ['page', 'groups']), 'key');
	unique(keysOf(channels, ['channels']), 'key');
	unique(keysOf(windows, ['maintenance']), 'key');
	unique(
		monitors.map(({ token }, index) => [token, ['monitors', index, 'token']]),
		'token'
	);

	const groupKeys = groups.map(({ key }) => key);
	const channelKeys = channels.map(({ key }) => key);
	const componentKeys = [...monitors, ...byHand].map(({ key }) => key);
	for (const [section, entries] of [
		['monitors', monitors],
		['components', byHand]
	] as const) {
		entries.forEach(({ group }, index) => refer(group, groupKeys, 'group', [section, index, 'group']));
	}
	windows.forEach((window, index) => {
		listOf(window, 'components').forEach((one, at) => {
			refer(one, componentKeys, 'monitor or component', ['maintenance', index, 'components', at]);
		});
	});
	monitors.forEach((monitor, index) => {
		const path: KeyPath = ['monitors', index];
		listOf(monitor, 'notify').forEach((one, at) =>
			refer(one, channelKeys, 'channel', [...path, 'notify', at])
		);
		if (monitor.type === 'heartbeat') heartbeatFaults(monitor, path, say);
		else if (monitor.every !== undefined && monitor.cron !== undefined) {
			say([...path, 'cron'], 'A monitor takes either "every" or "cron", not both.', 'key');
		}
	});
	return faults;
}

function heartbeatFaults(
	{ cron }: Entry,
	path: KeyPath,
	say: (path: KeyPath, message: string, at?: 'key') => void
): void {
	if (cron !== undefined) {
		say([...path, 'cron'], 'A heartbeat takes "every", how often your job reports, not "cron".', 'key');
	}
}

function asEntry(value: unknown): Entry {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(entry: Entry, name: string): unknown[] {
	const list = entry[name];
	return Array.isArray(list) ? list : [];
}
