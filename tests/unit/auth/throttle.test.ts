import { expect, it } from 'vitest';
import { createThrottle, networkOf, type Try } from '../../../src/lib/server/auth/throttle.ts';
import { FakeClock } from '../../support/clock.ts';

const MINUTE = 60_000;
const stranger = (address: string, account = 'ada@acme.example'): Try => ({
	account,
	address,
	isKnownDevice: false
});
const owner: Try = { ...stranger('198.51.100.7'), isKnownDevice: true, device: 'phone' };

function makeTries(throttle: ReturnType<typeof createThrottle>, attempt: Try, times: number): number {
	return Array.from({ length: times }, () => throttle.take(attempt)).filter(({ isAllowed }) => isAllowed)
		.length;
}

it('allows a few guesses from one network, then one now and then', async () => {
	const clock = new FakeClock();
	const throttle = createThrottle(clock);
	expect(makeTries(throttle, stranger('192.0.2.1'), 100)).toBeLessThanOrEqual(13);
	await clock.advance(60 * MINUTE);
	// the account refills by one a minute up to ten, then the small purse of the network is left
	expect(makeTries(throttle, stranger('192.0.2.1'), 1_000)).toBeLessThanOrEqual(13);
});

it('slows one account over many networks, without stopping a network that comes new', () => {
	const throttle = createThrottle(new FakeClock());
	for (let host = 1; host <= 10; host += 1) makeTries(throttle, stranger(`192.0.2.${host}`), 1);
	expect(makeTries(throttle, stranger('203.0.113.9'), 100)).toBe(3);
	expect(makeTries(throttle, stranger('203.0.113.10'), 100)).toBe(3);
});

it('slows one network over many accounts', () => {
	const throttle = createThrottle(new FakeClock());
	const tries = Array.from({ length: 100 }, (_, index) =>
		throttle.take(stranger('192.0.2.1', `person-${index}@acme.example`))
	);
	expect(tries.filter(({ isAllowed }) => isAllowed)).toHaveLength(20);
});

it('cannot be used to lock out a device that was here before', () => {
	const throttle = createThrottle(new FakeClock());
	for (let host = 1; host <= 200; host += 1) makeTries(throttle, stranger(`192.0.2.${host}`), 10);
	makeTries(throttle, stranger('198.51.100.7'), 100);
	expect(throttle.take(owner).isAllowed).toBe(true);
});

it('slows a known device that guesses', () => {
	expect(makeTries(createThrottle(new FakeClock()), owner, 100)).toBe(10);
});

it('says how long to wait, and keeps its word', async () => {
	const clock = new FakeClock();
	const throttle = createThrottle(clock);
	makeTries(throttle, owner, 10);
	const refused = throttle.take(owner);
	expect(refused).toEqual({ isAllowed: false, waitMs: 15_000 });
	await clock.advance(15_000);
	expect(throttle.take(owner).isAllowed).toBe(true);
	expect(throttle.take(owner).isAllowed).toBe(false);
});

it('takes nothing for a right password', () => {
	const throttle = createThrottle(new FakeClock());
	for (let time = 0; time < 100; time += 1) {
		const turn = throttle.take(stranger('192.0.2.1'));
		if (!turn.isAllowed) throw new Error('refused');
		turn.giveBack();
	}
	expect(throttle.take(stranger('192.0.2.1')).isAllowed).toBe(true);
});

it('sends few mails to one address, from one network, and in all', () => {
	const mail = (address: string, account: string): Try => ({ ...stranger(address, account), isMail: true });
	const toOne = createThrottle(new FakeClock());
	const hosts = Array.from({ length: 100 }, (_, host) => `192.0.2.${host}`);
	expect(hosts.filter((host) => toOne.take(mail(host, 'ada@acme.example')).isAllowed)).toHaveLength(3);
	const fromOne = createThrottle(new FakeClock());
	expect(hosts.filter((host) => fromOne.take(mail('192.0.2.1', host)).isAllowed)).toHaveLength(6);
	const inAll = createThrottle(new FakeClock());
	expect(hosts.filter((host) => inAll.take(mail(host, host)).isAllowed)).toHaveLength(60);
});

it.each([
	['192.0.2.1', '192.0.2.1'],
	['::ffff:192.0.2.1', '192.0.2.1'],
	['not an address', 'not an address']
])('the network of %s is %s', (address, network) => {
	expect(networkOf(address)).toBe(network);
});

it('takes an IPv6 customer as one network, and two as two', () => {
	expect(networkOf('2001:db8:1:2::1')).toBe(networkOf('2001:db8:1:2:ffff::9'));
	expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
});
