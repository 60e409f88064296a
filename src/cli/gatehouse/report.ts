/** `report --month 2026-10 --format pdf|csv|json`: a month in review. */
import { writeFileSync } from 'node:fs';
import { loadRoster } from '../../lib/server/load-roster.ts';
import { isReportFormat, reportFile } from '../../lib/server/reports/index.ts';
import { monthReport } from '../../lib/server/reports/month.ts';
import { createSealer, loadSecret } from '../../lib/server/secret.ts';
import { options } from './asked.ts';
import { EXIT, UsageFault, type Verb } from './terminal.ts';
import { withStore } from './with-store.ts';

export const reportVerb: Verb = {
	usage: 'report --month YYYY-MM --format pdf|csv|json [--out FILE]',
	about:
		'A month in review: uptime, outages with their cause, incidents, response times, server errors. csv and json are printed; pdf goes to a file.',
	async run(args, { out, err, env }) {
		const { month, format = 'pdf', out: target } = options(args, 'month', 'format', 'out');
		if (month === undefined) throw new UsageFault('report takes --month and a month such as 2026-10.');
		if (!isReportFormat(format)) throw new UsageFault(`--format takes pdf, csv or json, not "${format}".`);
		const report = await withStore(env, async ({ database, settings, workspaceId, now }) => {
			const sealer = createSealer(loadSecret(settings.dataDir, settings.secret));
			const roster = await loadRoster(database.client, sealer, now);
			return monthReport({ db: database.client, roster, workspaceId, now }, month);
		});
		if (!report)
			throw new UsageFault(`--month takes a month that has begun, such as 2026-10, not "${month}".`);
		const { bytes, name } = await reportFile(report, format);
		if (target === undefined && format !== 'pdf') {
			out(Buffer.from(bytes).toString().trimEnd());
			return EXIT.ok;
		}
		try {
			writeFileSync(target ?? name, bytes);
		} catch (error) {
			err(`The report could not be written: ${(error as Error).message}.`);
			return EXIT.faults;
		}
		out(`Wrote ${target ?? name}.`);
		return EXIT.ok;
	}
};
