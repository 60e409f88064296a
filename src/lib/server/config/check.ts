/** Checks a config file whole: every fault with its line, or the configuration with its defaults filled in. */
import type { Config } from '../../domain/config.ts';
import { assemble } from './assemble.ts';
import { readChannels } from './channels.ts';
import { crossFaults } from './cross-checks.ts';
import { ConfigDocument, type Fault } from './document.ts';
import { readMonitors, type Probes } from './monitors.ts';
import { configSchema } from './schema.ts';
import { faultsOf } from './wording.ts';

export type Checked = { config: Config; faults?: undefined } | { config?: undefined; faults: Fault[] };

export interface CheckOptions {
	/** Where `${NAME}` takes its values from. */
	env: Record<string, string | undefined>;
	/** The kinds of monitor there are. */
	probes: Probes;
}

/**
 * Reads and checks a configuration: YAML, of which JSON is a part.
 * @returns the configuration, or every fault in the order of the file
 */
export function checkConfig(text: string, { env, probes }: CheckOptions): Checked {
	const document = new ConfigDocument(text, env);
	if (document.value === undefined) return { faults: inOrder(document.faults) };
	const value = withoutEmptySections(document.value);
	const parsed = configSchema.safeParse(value);
	const part = { base: [], value, schema: configSchema };
	const { monitors, faults } = readMonitors(document, entriesOf(value, 'monitors'), probes);
	const { channels, faults: ofChannels } = readChannels(document, entriesOf(value, 'channels'));
	faults.push(...ofChannels);
	if (!parsed.success) faults.push(...faultsOf(document, parsed.error, part));
	faults.push(...crossFaults(document));
	// What is said of a value that the environment does not have would be said of its placeholder.
	const unset = new Set(document.faults.map(({ path }) => path).filter((path) => path !== ''));
	const all = [...document.faults, ...faults.filter(({ path }) => !unset.has(path))];
	if (!parsed.success || all.length > 0) return { faults: inOrder(all) };
	return { config: assemble(parsed.data, monitors, channels) };
}

/** `channels:` with nothing but comments below it says that there are none. */
function withoutEmptySections(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(
		Object.entries(value).filter(
			([name, section]) => section !== null || !Object.hasOwn(configSchema.shape, name)
		)
	);
}

function entriesOf(value: unknown, section: string): unknown[] {
	const entries = (value as Record<string, unknown> | null)?.[section];
	return Array.isArray(entries) ? entries : [];
}

function inOrder(faults: readonly Fault[]): Fault[] {
	return [...faults].sort((a, b) => a.line - b.line || a.column - b.column);
}
