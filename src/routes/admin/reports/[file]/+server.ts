/** `/admin/reports/2026-10.pdf`: a month in review, to be kept. */
import { error } from '@sveltejs/kit';
import { isReportFormat, reportFile } from '$lib/server/reports';
import { monthReport } from '$lib/server/reports/month';
import { requireMember } from '../../guard';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { workspaceId } = requireMember(event, 'reports:read');
	const { app } = event.locals;
	const [month = '', format = ''] = event.params.file.split('.');
	const facts = { db: app.database.client, roster: app.roster(), workspaceId, now: app.clock.now() };
	const report = isReportFormat(format) ? await monthReport(facts, month) : null;
	if (!report || !isReportFormat(format)) error(404, 'There is no such report.');
	const { bytes, type, name } = await reportFile(report, format);
	return new Response(bytes, {
		headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` }
	});
};
