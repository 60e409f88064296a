/** `diagnose`: says which side failed and why, from evidence in a file or from one look at an address. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { diagnose } from '../../lib/domain/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../lib/domain/diagnosis/diagnosis.ts';
import type { Evidence } from '../../lib/domain/evidence.ts';
import { probeFor } from '../../lib/server/probes/index.ts';
import { readSettings } from '../../lib/server/settings.ts';
import { evidenceFrom } from './evidence-document.ts';
import { investigate, investigationDocument, stepLines } from './investigate.ts';
import { EXIT, printable, UsageFault, type Terminal, type Verb } from './terminal.ts';

const LOOK_TIMEOUT_MS = 10_000;

interface Asked {
	url: string | undefined;
	evidence: string | undefined;
	isJson: boolean;
	doesInvestigate: boolean;
}

export const diagnoseVerb: Verb = {
	usage: 'diagnose URL [--investigate] [--json] | diagnose --evidence FILE [--json]',
	about: 'Says which side failed and why: from one look at an address, or from evidence in a JSON file.',
	async run(args, terminal) {
		const { url, evidence, isJson, doesInvestigate } = askedOf(args);
		const tell = isJson ? asJson : asText;
		if (evidence !== undefined) return readDown(evidence, tell, terminal);
		if (url === undefined) throw new UsageFault('diagnose takes an address, or --evidence and a file.');
		const { name, summary, seen, target } = await look(url, terminal.env);
		const first = diagnose(seen);
		if (!doesInvestigate) {
			terminal.out(tell(isJson ? name : `${name}: ${summary}`, first));
			return EXIT.ok;
		}
		const found = await investigate(target, seen, first, {
			timeoutMs: LOOK_TIMEOUT_MS,
			privateTargets: readSettings(terminal.env).privateTargets,
			onFinding: (finding) => isJson || terminal.out(stepLines(finding)),
			err: terminal.err
		});
		const told = tell(isJson ? name : `${name}: ${summary}`, found.verdict);
		terminal.out(isJson ? withInvestigation(told, investigationDocument(first, found)) : told);
		return EXIT.ok;
	}
};

function askedOf(args: string[]): Asked {
	try {
		const options = {
			evidence: { type: 'string' },
			json: { type: 'boolean', default: false },
			investigate: { type: 'boolean', default: false }
		} as const;
		const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
		const places = positionals.length + (values.evidence === undefined ? 0 : 1);
		if (places > 1) throw new Error('diagnose takes one address, or --evidence and one file.');
		if (values.investigate && values.evidence !== undefined) {
			throw new Error('--investigate takes an address: evidence in a file cannot be asked again.');
		}
		return {
			url: positionals[0],
			evidence: values.evidence,
			isJson: values.json,
			doesInvestigate: values.investigate
		};
	} catch (error) {
		throw new UsageFault((error as Error).message);
	}
}

type Tell = (id: unknown, diagnosis: Diagnosis) => string;

/** Asks the address once, as a monitor with nothing but defaults would. */
async function look(
	url: string,
	env: Terminal['env']
): Promise<{ name: string; summary: string; seen: Evidence; target: unknown }> {
	const http = probeFor('http');
	const target = http.schema.safeParse({ url });
	if (!target.success || !http.probe) {
		throw new UsageFault(`diagnose takes an address such as https://shop.example/, not "${url}".`);
	}
	const check = await http.probe(target.data, {
		signal: new AbortController().signal,
		timeoutMs: LOOK_TIMEOUT_MS,
		privateTargets: readSettings(env).privateTargets,
		now: Date.now
	});
	const seen = check.evidence ?? check.answer;
	const name = http.describe(target.data);
	return {
		name,
		summary: check.summary,
		target: target.data,
		seen: seen ?? evidenceFrom({ url: name, error: { message: check.summary } })
	};
}

function readDown(file: string, tell: Tell, { out, err }: Terminal): number {
	let exit: number = EXIT.ok;
	for (const [index, document] of documentsIn(file).entries()) {
		if (typeof document !== 'object' || document === null || Array.isArray(document)) {
			err(`${file}: document ${index + 1} is not an object with url, status, headers, body or error.`);
			exit = EXIT.faults;
			continue;
		}
		const { id = null } = document as { id?: unknown };
		out(tell(id, diagnose(evidenceFrom(document))));
	}
	return exit;
}

function documentsIn(file: string): unknown[] {
	try {
		const read: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
		return Array.isArray(read) ? read : [read];
	} catch (error) {
		const reason =
			error instanceof SyntaxError ? `is not JSON: ${error.message}` : `cannot be read: ${String(error)}`;
		throw new UsageFault(printable(`${file} ${reason}`));
	}
}

function asJson(id: unknown, diagnosis: Diagnosis): string {
	const { kind, failedSide, cause, vendor, edge, confidence, reasons, publicSentence, fixes } = diagnosis;
	return JSON.stringify({
		id,
		kind,
		failedSide,
		cause,
		vendor,
		edge,
		confidence,
		reasons,
		publicSentence,
		fixes
	});
}

function withInvestigation(line: string, investigation: object): string {
	return JSON.stringify({ ...(JSON.parse(line) as object), investigation });
}

function asText(id: unknown, diagnosis: Diagnosis): string {
	const { kind, failedSide, cause, vendor, edge, confidence, reasons, publicSentence, fixes } = diagnosis;
	const who = [vendor && `written by ${vendor}`, edge && `edge ${edge}`].filter(Boolean).join(', ');
	const steps = fixes.flatMap(({ what, commands }) => [
		`  - ${what}`,
		...commands.map((one) => `      ${one}`)
	]);
	return [
		...(typeof id === 'string' ? [id] : []),
		publicSentence,
		`  ${kind}, ${failedSide === 'none' ? 'no side failed' : `failed side: ${failedSide}`}, cause: ${cause}`,
		`  ${Math.round(confidence * 100)} % sure${who === '' ? '' : `; ${who}`}`,
		...reasons.map((reason) => `  because: ${reason}`),
		...(steps.length > 0 ? ['What to do:', ...steps] : [])
	]
		.map(printable)
		.join('\n');
}
