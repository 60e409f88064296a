/** The words of the mail that follows a wish: a question to who is new, the way to the settings for who is known. */
import type { PageSnapshot } from '../../../domain/snapshot.ts';
import type { SubscriberStanding } from '../../../domain/subscriber.ts';
import { listInWords } from '../../../domain/words.ts';
import type { PageLetter } from './page-letter.ts';

export function signUpLetter(
	standing: SubscriberStanding,
	page: PageSnapshot['page'],
	followed: readonly string[],
	{ manageUrl, isByHand }: { manageUrl: string; isByHand: boolean }
): PageLetter {
	const title = page.title;
	if (standing === 'active') {
		return {
			subject: 'You are subscribed already',
			preview: 'Change what you hear of, or leave, by the link in this mail.',
			title,
			word: 'You are subscribed already',
			state: 'operational',
			parts: [
				{
					kind: 'line',
					text: 'Somebody, perhaps you, asked for updates to this address. It gets them already.'
				},
				{ kind: 'link', label: 'Change what you hear of', url: manageUrl }
			]
		};
	}
	const what =
		followed.length === 0
			? 'incidents and maintenance'
			: `incidents and maintenance of ${listInWords(followed)}`;
	return {
		subject: 'Confirm your subscription',
		preview: 'One press, and you hear of incidents and maintenance.',
		title,
		word: 'Confirm your subscription',
		state: 'maintenance',
		parts: [
			{
				kind: 'line',
				text: isByHand
					? `The people who run this page would like to tell you of ${what}.`
					: `Somebody, perhaps you, asked that this address be told of ${what}.`
			},
			{ kind: 'line', text: 'Nothing is sent before you have confirmed. The link works for a week.' },
			{ kind: 'link', label: 'Confirm', url: manageUrl },
			{ kind: 'line', text: 'If you do not want this, there is nothing to do.' }
		]
	};
}
