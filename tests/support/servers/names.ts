/** A resolver on this machine that knows what a test tells it, over UDP and TCP on the same port. */
import type { AddressInfo } from 'node:net';
import dns2 from 'dns2';

const { Packet } = dns2;
/** Response codes (RFC 1035, 4.1.1). */
const RCODES = { FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 };

export type RecordType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'SRV' | 'TXT';

export interface NameServer extends AsyncDisposable {
	/** `127.0.0.1:5353` */
	at: string;
	/** `A acme.example`, in order. */
	asked: string[];
}

/** Records of a name, `NXDOMAIN` and the like, or null where no answer is given at all. */
export type Zone = (type: RecordType, name: string) => object[] | keyof typeof RCODES | null;

export async function nameServer(
	zone: Zone,
	address: '127.0.0.1' | '::1' = '127.0.0.1'
): Promise<NameServer> {
	const asked: string[] = [];
	const handle = (request: dns2.Packet, send: (response: dns2.Packet) => void) => {
		const [question] = request.questions as { name: string; type: number }[];
		const { name = '', type = 0 } = question ?? {};
		const [typeName] = Object.entries(Packet.TYPE).find(([, code]) => code === type) ?? [];
		asked.push(`${typeName} ${name}`);
		const found = zone(typeName as RecordType, name);
		if (found === null) return;
		const response = Packet.createResponseFromRequest(request);
		if (typeof found === 'string') response.header.rcode = RCODES[found];
		else {
			const common = { name, type, class: Packet.CLASS.IN, ttl: 60 };
			response.answers.push(...found.map((record) => ({ ...common, ...record }) as never));
		}
		send(response);
	};
	const udp = dns2.createUDPServer({ type: address === '::1' ? 'udp6' : 'udp4' });
	const tcp = dns2.createTCPServer(handle as never);
	udp.on('request', handle as never);
	tcp.on('error', () => undefined);
	await new Promise<void>((resolve) => tcp.listen(0, address, () => resolve()));
	const { port } = tcp.address() as AddressInfo;
	await udp.listen(port, address);
	return {
		at: address === '::1' ? `[::1]:${port}` : `${address}:${port}`,
		asked,
		async [Symbol.asyncDispose]() {
			await Promise.all([
				new Promise<void>((resolve) => udp.close(() => resolve())),
				new Promise<void>((resolve) => void tcp.close(() => resolve()))
			]);
		}
	};
}
