/** Subscribers as a file: written for other programs and spreadsheets, and read from what other status pages write. */
import {
	standingOf,
	SUBSCRIBER_KINDS,
	type Subscriber,
	type SubscriberKind
} from '../../domain/subscriber.ts';
import { CsvFault, readCsv, withoutApostrophe, writeCsv, type CsvRow } from '../../format/csv.ts';
import { addressOf } from './wish.ts';

const COLUMNS = [
	'address',
	'kind',
	'components',
	'language',
	'state',
	'created_at',
	'confirmed_at',
	'stopped_at',
	'stop_reason'
];
/** Names for the column of addresses in the files of others. */
const ADDRESS_COLUMNS = ['address', 'email', 'e-mail', 'mail', 'endpoint', 'url'];

/** @param keyOf component id → key; a component that is gone is left out */
export function writeSubscribers(
	found: readonly Subscriber[],
	keyOf: (componentId: string) => string | undefined
): string {
	const moment = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
	return writeCsv([
		COLUMNS,
		...found.map((one) => [
			one.address,
			one.kind,
			one.componentIds.flatMap((id) => keyOf(id) ?? []).join(' '),
			one.locale,
			standingOf(one),
			moment(one.createdAt),
			moment(one.confirmedAt),
			moment(one.stoppedAt),
			one.stopReason ?? ''
		])
	]);
}

export interface ListedSubscriber {
	line: number;
	kind: SubscriberKind;
	address: string;
	componentKeys: string[];
	/** It had left, or was stopped, where the file comes from. */
	isStopped: boolean;
}

export interface LineFault {
	line: number;
	sentence: string;
}

/** What a file lists, and what is wrong in which line; one address counts once. */
export function readSubscribers(text: string): { listed: ListedSubscriber[]; faults: LineFault[] } {
	let rows: CsvRow[];
	try {
		rows = readCsv(text);
	} catch (fault) {
		if (!(fault instanceof CsvFault)) throw fault;
		return { listed: [], faults: [{ line: fault.line, sentence: fault.message }] };
	}
	const names = (rows[0]?.cells ?? []).map((name) => name.trim().toLowerCase());
	const addressAt = names.findIndex((name) => ADDRESS_COLUMNS.includes(name));
	const body = addressAt === -1 ? rows : rows.slice(1);
	const listed = new Map<string, ListedSubscriber>();
	const faults: LineFault[] = [];
	for (const { line, cells } of body) {
		const cell = (name: string) => cells[names.indexOf(name)]?.trim() ?? '';
		const typed = withoutApostrophe((cells[Math.max(0, addressAt)] ?? '').trim());
		const named = addressAt === -1 ? '' : cell('kind').toLowerCase();
		const kind =
			SUBSCRIBER_KINDS.find((one) => one === named) ?? (/^https?:\/\//i.test(typed) ? 'webhook' : 'email');
		const { address, fault } = addressOf(kind, typed);
		if (fault !== null) {
			faults.push({ line, sentence: `“${typed.slice(0, 80)}” is no address. ${fault}` });
			continue;
		}
		const componentKeys =
			addressAt === -1
				? []
				: cell('components')
						.split(/[\s;]+/)
						.filter(Boolean);
		const isStopped = addressAt !== -1 && (cell('state') === 'stopped' || cell('stopped_at') !== '');
		listed.set(`${kind} ${address}`, { line, kind, address, componentKeys, isStopped });
	}
	return { listed: [...listed.values()], faults };
}
