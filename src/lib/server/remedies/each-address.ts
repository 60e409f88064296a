/** Asks each address that the name leads to, IPv4 and IPv6: a dead one among them hits only some visitors. */
import net from 'node:net';
import { briefOf, countOf, tally } from './brief.ts';
import type { Remedy, Situation } from './remedy.ts';
import { mustNotAsk, mustNotVary } from './when.ts';

const ADDRESSES_AT_MOST = 4;

export const eachAddress: Remedy<'each-address'> = {
	id: 'each-address',
	requestsAtMost: ADDRESSES_AT_MOST,
	asksTarget: true,
	whyNot(occasion) {
		const { place, kind } = occasion;
		if (!place || net.isIP(place.host) !== 0)
			return 'The target is an address already, so there is no other.';
		if (place.port === null) return 'This kind of monitor has no port to ask at each address.';
		return kind === 'http' ? mustNotVary(occasion) : mustNotAsk(occasion);
	},
	async run(situation) {
		const found = await addressesOf(situation);
		const answers = await Promise.all(
			found.map(async (asked) => ({
				...briefOf(await askAt(situation, asked)),
				asked,
				family: net.isIPv6(asked) ? (6 as const) : (4 as const)
			}))
		);
		const failing = countOf(answers, 'failing');
		const isMixed = failing > 0 && countOf(answers, 'good') > 0;
		const dead = answers.filter(({ standing }) => standing === 'failing').map(({ asked }) => asked);
		return {
			did:
				found.length === 0
					? 'Looked for the addresses of the name.'
					: `Asked each address by itself: ${found.join(', ')}.`,
			showed:
				found.length === 0
					? 'There is none at the moment.'
					: isMixed
						? `${tally(answers)}; it is ${dead.join(', ')} that fails.`
						: `${tally(answers)}.`,
			proves: isMixed
				? `Visitors fare differently by the address they get${familySplit(answers)}.`
				: failing === answers.length && failing > 1
					? 'It fails at every address, over every family asked, so no single address is to blame.'
					: null,
			settles: isMixed ? 'points-here' : failing > 0 && failing === answers.length ? 'rules-out' : null,
			facts: { answers }
		};
	}
};

/** Those of the failing check, else those of now; families take turns, so that both are asked. */
async function addressesOf({ evidence, place, addresses }: Situation): Promise<string[]> {
	const known = evidence.addresses?.filter((one) => net.isIP(one) !== 0) ?? [];
	const found = known.length > 0 ? known : await addresses(place?.host ?? '').catch(() => []);
	const four = found.filter((one) => net.isIPv4(one));
	const six = found.filter((one) => net.isIPv6(one));
	const turns = found.flatMap((_, index) => [four[index], six[index]]);
	return turns.flatMap((one) => one ?? []).slice(0, ADDRESSES_AT_MOST);
}

function askAt({ kind, place, ask, connect, handshake }: Situation, host: string) {
	const port = place?.port ?? 0;
	if (kind === 'http') return ask({ connectTo: { host, port } });
	return place?.isTls ? handshake(host, port, place.serverName) : connect(host, port);
}

function familySplit(answers: readonly { family: 4 | 6; standing: string }[]): string {
	const broken = ([4, 6] as const).find((family) => {
		const [own, other] = [true, false].map((isOwn) =>
			answers.filter((answer) => (answer.family === family) === isOwn)
		);
		return (
			own?.length &&
			other?.length &&
			own.every(({ standing }) => standing === 'failing') &&
			other.every(({ standing }) => standing === 'good')
		);
	});
	return broken ? `: IPv${broken} is broken and the other family works` : '';
}
