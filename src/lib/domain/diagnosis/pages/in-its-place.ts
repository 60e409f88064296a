/** What is shown in the place of a site: by a host that suspends it, a dealer that holds its name, a network that wants a sign-in. */
import { CAPTIVE, PARKED, account } from '../meaning.ts';
import type { PageRow } from '../page-row.ts';
import type { Vendor } from '../vendors.ts';

const PARKING: [mark: string, vendor: Vendor | null][] = [
	['sedoparking.com/frmpark', 'sedo'],
	['parking.bodiscdn.com', 'bodis'],
	['window.park = "ey', null],
	['data-adblockkey="mf', null],
	['window.location.href="/lander"', 'godaddy'],
	['img1.wsimg.com/parking-lander', 'godaddy'],
	['c.parkingcrew.net', null],
	['d38psrni17bvxu.cloudfront.net', null],
	['parklogic.com', null]
];

const CAPTIVE_MARKS: [mark: string, vendor: Vendor | null][] = [
	['/fgtauth?', 'fortinet'],
	['fgd_icon', 'fortinet'],
	['/guest/s/default/?', 'unifi'],
	['<wispaccessgatewayparam', null],
	['network-auth.com/splash', null],
	['gateway.zscaler', null],
	['/cgi-bin/login?cmd=login&mac=', null]
];

export const PLACEHOLDER_PAGES: readonly PageRow[] = [
	{
		vendor: 'cpanel',
		body: ['/cgi-sys/suspendedpage.cgi'],
		is: account('suspended'),
		on2xx: 'in markup',
		sign: 'the account is suspended'
	},
	{
		vendor: 'cpanel',
		body: ['<title>account suspended</title>', 'this account has been suspended'],
		is: account('suspended'),
		on2xx: true,
		sign: 'the host says that the account is suspended'
	},
	{
		vendor: null,
		status: 509,
		is: account('quota-exceeded'),
		sign: 'the host says that the traffic of this account is used up'
	},
	{
		vendor: null,
		body: ['<title>508 resource limit is reached</title>'],
		is: account('quota-exceeded'),
		sign: 'the host says that a limit of this account is reached'
	},
	...PARKING.map(([mark, vendor]): PageRow => ({
		vendor,
		body: [mark],
		is: PARKED,
		on2xx: 'in markup',
		sign: 'the page is a placeholder of a domain dealer'
	})),
	...CAPTIVE_MARKS.map(([mark, vendor]): PageRow => ({
		vendor,
		body: [mark],
		is: CAPTIVE,
		on2xx: 'in markup',
		sign: 'the network that we look from asks for a sign-in'
	})),
	{ vendor: null, status: 511, is: CAPTIVE, sign: 'the network that we look from asks for a sign-in' }
];
