/** A name server on this machine that knows what a test tells it, as a resolver or as the zone's own. */
import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import DNS from 'dns2';

export interface NameServer extends AsyncDisposable {
	/** `127.0.0.1:5353`, as a resolver is written. */
	address: string;
	port: number;
	/** What it was asked: `A shop.example`. */
	asked: string[];
}

/** For each `A shop.example` the answers, or how it fails; what is not in it does not exist. */
export type Zone = Readonly<Record<string, readonly string[] | 'no-name' | 'server-failure' | 'silent'>>;

const RCODE = { 'no-name': 3, 'server-failure': 2 } as const;

export async function nameServer(zone: Zone, host = '127.0.0.1'): Promise<NameServer> {
	const { Packet } = DNS;
	const asked: string[] = [];
	const socket = dgram.createSocket('udp4');
	socket.on('message', (message, from) => {
		const request = Packet.parse(message);
		const response = Packet.createResponseFromRequest(request);
		const [question] = request.questions;
		const name = question?.name ?? '';
		const record = Object.entries(Packet.TYPE).find(([, type]) => type === question?.type)?.[0] ?? '';
		asked.push(`${record} ${name}`);
		const known = zone[`${record} ${name}`];
		if (known === 'silent') return;
		const isNamed = Object.keys(zone).some((key) => key.endsWith(` ${name}`));
		if (typeof known === 'string') response.header.rcode = RCODE[known];
		else if (known === undefined && !isNamed) response.header.rcode = RCODE['no-name'];
		for (const one of typeof known === 'string' ? [] : (known ?? [])) {
			const data = record === 'NS' ? { ns: one } : { address: one };
			response.answers.push({
				name,
				type: question?.type,
				class: Packet.CLASS.IN,
				ttl: 60,
				...data
			} as never);
		}
		socket.send(response.toBuffer(), from.port, from.address);
	});
	await new Promise<void>((resolve) => socket.bind(0, host, resolve));
	const { port } = socket.address() as AddressInfo;
	return {
		address: `${host}:${port}`,
		port,
		asked,
		async [Symbol.asyncDispose]() {
			await new Promise<void>((resolve) => socket.close(() => resolve()));
		}
	};
}
