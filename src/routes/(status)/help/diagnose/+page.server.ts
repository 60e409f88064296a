import { z } from 'zod';
import { diagnose } from '$lib/domain/diagnosis/diagnose';
import { visitorAdvice } from '$lib/domain/diagnosis/causes';
import { vendorName } from '$lib/domain/diagnosis/vendors';
import { evidenceOfPasted, PASTED_AT_MOST } from '$lib/domain/help/pasted';
import { statusInWords } from '$lib/domain/diagnosis/spellings';
import { statusCode } from '$lib/domain/http-status/status-codes';
import { pathOf, sideInWords } from '$lib/domain/path';
import { readForm, refuse, waitInWords } from '$lib/server/web/form';
import type { Actions } from './$types';

const schema = z.object({ pasted: z.string('Paste something first.') });

export const actions: Actions = {
	async default({ request, locals, getClientAddress }) {
		const { data, failure } = await readForm(request, schema);
		if (failure) return failure;
		const waitMs = locals.app.pace.take('diagnose', getClientAddress());
		if (waitMs > 0) {
			const message = `That was often in a short time. Please try again in ${waitInWords(waitMs)}.`;
			return refuse(429, data, { message });
		}
		const evidence = evidenceOfPasted(data.pasted);
		if (!evidence) {
			const pasted = 'Paste an error page, a status line such as “HTTP/1.1 502 Bad Gateway”, or a code.';
			return refuse(400, data, { errors: { pasted } });
		}
		const diagnosis = diagnose(evidence);
		const { kind, failedSide, confidence, vendor, edge, reasons, fixes } = diagnosis;
		const spoken = evidence.status ?? statusInWords(data.pasted)?.status ?? null;
		return {
			pasted: data.pasted.slice(0, PASTED_AT_MOST),
			found: {
				isHealthy: kind === 'healthy',
				sentence: diagnosis.publicSentence,
				side: sideInWords(failedSide),
				confidence,
				vendor: vendor && vendorName(vendor),
				edge: edge && edge !== vendor ? vendorName(edge) : null,
				reasons,
				path: pathOf(diagnosis),
				advice: visitorAdvice(diagnosis),
				checklist: fixes.map(({ id, what, why, commands }) => ({ id, what, why, commands })),
				code: spoken !== null && statusCode(spoken) ? spoken : null
			}
		};
	}
};
