/** Which addresses may be connected to: metadata services never, private ones as the setting says, in any spelling. */
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { ForbiddenAddress, guard, refusal } from '../../../src/lib/server/probes/address.ts';

const PRIVATE = [
	'127.0.0.1',
	'127.255.255.254',
	'0.0.0.0',
	'10.0.0.1',
	'172.16.0.1',
	'172.31.255.255',
	'192.168.1.1',
	'169.254.1.1',
	'100.64.0.1',
	'224.0.0.1',
	'255.255.255.255',
	'198.18.0.1',
	'::',
	'::1',
	'fc00::1',
	'fd12:3456::1',
	'fe80::1',
	'fe80::1%eth0',
	'fec0::1',
	'ff02::1',
	'2001:db8::1',
	'::ffff:127.0.0.1',
	'::ffff:7f00:1',
	'::ffff:10.1.2.3',
	'::7f00:1',
	'64:ff9b::7f00:1',
	'64:ff9b::a00:1',
	'2002:7f00:1::',
	'2001:0:1::1'
];
const PUBLIC = [
	'1.1.1.1',
	'172.15.255.255',
	'172.32.0.1',
	'2606:4700::1111',
	'::ffff:1.1.1.1',
	'64:ff9b::101:101'
];
const METADATA = [
	'169.254.169.254',
	'fd00:ec2::254',
	'fd00:0ec2:0:0:0:0:0:254',
	'::ffff:169.254.169.254',
	'::ffff:a9fe:a9fe',
	'::a9fe:a9fe',
	'64:ff9b::a9fe:a9fe',
	'2002:a9fe:a9fe::1',
	'100.100.100.200',
	'fd20:ce::254'
];

describe('addresses', () => {
	it.each(PRIVATE)('%s is refused where private targets are denied, and only there', (address) => {
		expect(refusal(address, 'deny')).toContain('PRIVATE_TARGETS=deny');
		expect(refusal(address, 'allow')).toBeNull();
	});

	it.each(PUBLIC)('%s is public', (address) => {
		expect(refusal(address, 'deny')).toBeNull();
	});

	it.each(METADATA)('%s is a metadata service, whatever the setting', (address) => {
		for (const setting of ['allow', 'deny'] as const) {
			expect(refusal(address, setting)).toContain('is an instance metadata service, which is never a target');
			expect(() => guard(address, setting)).toThrow(ForbiddenAddress);
		}
	});

	it('says the same of an IPv4 address and of each IPv6 one that stands for it', () => {
		fc.assert(
			fc.property(fc.ipV4(), fc.constantFrom('allow' as const, 'deny' as const), (address, setting) => {
				const isRefused = refusal(address, setting) !== null;
				const [a = 0, b = 0, c = 0, d = 0] = ipaddr.IPv4.parse(address).toByteArray();
				const [high, low] = [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
				for (const form of [`::ffff:${high}:${low}`, `64:ff9b::${high}:${low}`, `2002:${high}:${low}::1`])
					expect(refusal(form, setting) !== null, form).toBe(isRefused);
			})
		);
	});
});
