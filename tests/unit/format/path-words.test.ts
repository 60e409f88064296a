/** The path in words, as mails and screen readers have it. */
import { describe, expect, it } from 'vitest';
import type { Cause, FailedSide, Kind } from '../../../src/lib/domain/diagnosis/labels.ts';
import { pathOf } from '../../../src/lib/domain/path.ts';
import { failingInWords, pathInText } from '../../../src/lib/format/path-words.ts';

const path = (kind: Kind, failedSide: FailedSide, cause: Cause) => pathOf({ kind, failedSide, cause });

describe('the path in words', () => {
	it.each<[Kind, FailedSide, Cause, string]>([
		['hard-error', 'origin', 'upstream-refused', 'The server behind the front door has the trouble.'],
		['network', 'origin', 'tcp-refused', 'The server of the service has the trouble.'],
		['hard-error', 'gateway', 'gateway-internal', 'The front door has the trouble.'],
		['network', 'domain', 'dns-nxdomain', 'The name does not lead to the service.'],
		['network', 'origin', 'tcp-timeout', 'There is no way through to the service.'],
		['hard-error', 'origin', 'app-error', 'The application itself has the trouble.'],
		['network', 'monitor', 'network-unreachable', 'The trouble is on the side of who asks.'],
		['hard-error', 'unknown', 'upstream-failure', 'Which part of the way fails is not known.'],
		['healthy', 'none', 'none', 'Every part of the way works.']
	])('%s, %s, %s: %s', (kind, side, cause, sentence) => {
		expect(failingInWords(path(kind, side, cause))).toBe(sentence);
	});

	it('stands on one line where there are no pictures', () => {
		expect(pathInText(path('hard-error', 'origin', 'upstream-refused'))).toBe(
			'Visitor works > DNS works > Network works > Gateway works > Origin FAILS > Application not known'
		);
	});
});
