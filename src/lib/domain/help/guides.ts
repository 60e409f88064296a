/** Step by step, for visitors: what helps on the visitor's own side when one site will not load, by system. */

import type { Browser, Device, System } from './device.ts';

export interface Way {
	/** The system or browser it is for. */
	on: string;
	/** Where it fits; anywhere when left out. */
	systems?: readonly System[];
	browsers?: readonly Browser[];
	steps: readonly string[];
}

export interface Guide {
	key: string;
	title: string;
	/** What it is good for, and what not. */
	why: string;
	ways: readonly Way[];
	/** How to tell that it helped, and what to do if not. */
	after: string;
}

export const GUIDES: readonly Guide[] = [
	{
		key: 'clear-cache',
		title: 'Clear the cache and the cookies of one site',
		why: 'A browser can keep an error page, or a cookie that the site no longer understands. Clearing those of one site leaves all others signed in.',
		ways: [
			{
				on: 'Any browser on a computer: first try',
				systems: ['windows', 'mac', 'linux'],
				browsers: ['other'],
				steps: [
					'Hold Ctrl and Shift (on a Mac: Command and Shift) and press R. That loads the page past the cache.'
				]
			},
			{
				on: 'Chrome, Edge, Brave',
				systems: ['windows', 'mac', 'linux', 'other'],
				browsers: ['chromium'],
				steps: [
					'Open the page of the site.',
					'Press the symbol left of its address and choose “Cookies and site data”, then “Manage on-device site data”.',
					'Press the bin beside each entry, close the window and load the page again.'
				]
			},
			{
				on: 'Firefox',
				systems: ['windows', 'mac', 'linux', 'other'],
				browsers: ['firefox'],
				steps: [
					'Open the page of the site.',
					'Press the lock left of its address and choose “Clear cookies and site data”.',
					'Confirm, then load the page again.'
				]
			},
			{
				on: 'Safari on a Mac',
				systems: ['mac'],
				browsers: ['safari'],
				steps: [
					'Open Safari, Settings, Privacy, and press “Manage Website Data”.',
					'Search for the site, select it and press “Remove”.',
					'Load the page again.'
				]
			},
			{
				on: 'iPhone and iPad',
				systems: ['ios'],
				steps: [
					'Open Settings, Apps, Safari, Advanced, Website Data.',
					'Search for the site, swipe it to the left and delete it.',
					'Load the page again.'
				]
			},
			{
				on: 'Chrome on Android',
				systems: ['android'],
				steps: [
					'Open the page, press the symbol left of its address, then “Cookies and site data”.',
					'Press the bin beside the site, and load the page again.'
				]
			}
		],
		after: 'You may have to sign in to this site again. If the page still fails, try a private window next.'
	},
	{
		key: 'private-window',
		title: 'Open a private window',
		why: 'A private window begins without cookies, without kept pages and mostly without extensions. If the site works there, the trouble is in your browser, and not at the site.',
		ways: [
			{
				on: 'Chrome, Edge, Brave',
				systems: ['windows', 'mac', 'linux', 'other'],
				browsers: ['chromium'],
				steps: ['Press Ctrl, Shift and N (on a Mac: Command, Shift and N).', 'Type the address of the site.']
			},
			{
				on: 'Firefox',
				systems: ['windows', 'mac', 'linux', 'other'],
				browsers: ['firefox'],
				steps: ['Press Ctrl, Shift and P (on a Mac: Command, Shift and P).', 'Type the address of the site.']
			},
			{
				on: 'Safari on a Mac',
				systems: ['mac'],
				browsers: ['safari'],
				steps: ['Press Command, Shift and N.', 'Type the address of the site.']
			},
			{
				on: 'iPhone and iPad',
				systems: ['ios'],
				steps: [
					'In Safari, press the symbol for tabs, then the button for tab groups, and choose “Private”.',
					'Open a tab and type the address.'
				]
			},
			{
				on: 'Android',
				systems: ['android'],
				steps: [
					'In Chrome, press the three dots and choose “New Incognito tab”.',
					'Type the address of the site.'
				]
			}
		],
		after:
			'If it works there, clear the cache and cookies of the site and switch your extensions off one by one. If it fails there too, go on with your own equipment.'
	},
	{
		key: 'own-equipment',
		title: 'Check your own equipment',
		why: 'If several sites fail, or this one works in another network, the trouble is between you and the internet.',
		ways: [
			{
				on: 'Another network',
				steps: [
					'On a phone, switch the wireless network off and load the page over the mobile network.',
					'If it works there, the trouble is in your own network.'
				]
			},
			{
				on: 'Router and modem',
				steps: [
					'Switch both off at the plug and wait half a minute.',
					'Switch the modem on, wait until its lights are calm, then switch the router on.'
				]
			},
			{
				on: 'VPN, proxy, protection programs',
				steps: [
					'Switch off a VPN or proxy and load the page again.',
					'If a protection program checks web pages, pause that for one try.'
				]
			},
			{
				on: 'Date and time',
				steps: [
					'Look whether the clock of your device is right: a wrong one makes every certificate look false.'
				]
			}
		],
		after: 'If other sites work and this one fails in every network, it is the site: wait for its owner.'
	},
	{
		key: 'change-dns',
		title: 'Ask another resolver for names (DNS)',
		why: "Your provider's resolver can hold an old address for a while after a site has moved, or fail by itself. Another one shows whether that is the reason. Public ones are 1.1.1.1 (Cloudflare), 8.8.8.8 (Google) and 9.9.9.9 (Quad9); whoever runs it sees which names you ask for.",
		ways: [
			{
				on: 'Windows: forget old answers first',
				steps: [
					'Open the start menu, type “cmd” and press Enter.',
					'Type: ipconfig /flushdns',
					'Load the page again.'
				]
			},
			{
				on: 'Windows 11: another resolver',
				systems: ['windows'],
				steps: [
					'Open Settings, Network & internet, and your connection (Wi-Fi or Ethernet), then its properties.',
					'At “DNS server assignment” press “Edit” and choose “Manual”.',
					'Switch IPv4 on, write the two addresses, and save.'
				]
			},
			{
				on: 'Mac',
				systems: ['mac'],
				steps: [
					'Forget old answers: open Terminal and type: sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder',
					'Another resolver: System Settings, Network, your connection, Details, DNS. Press the plus and write the addresses.'
				]
			},
			{
				on: 'Linux',
				systems: ['linux'],
				steps: [
					'Forget old answers: resolvectl flush-caches',
					'Another resolver: in the settings of your connection, tab IPv4, switch “Automatic” for DNS off and write the addresses.'
				]
			},
			{
				on: 'iPhone and iPad',
				systems: ['ios'],
				steps: [
					'Settings, Wi-Fi, the “i” beside your network, Configure DNS, Manual.',
					'Remove what is there, add the addresses, and save.'
				]
			},
			{
				on: 'Android',
				systems: ['android'],
				steps: [
					'Settings, Network & internet, Private DNS.',
					"Choose the provider's name and write one.one.one.one or dns.google."
				]
			},
			{
				on: 'Only in the browser',
				steps: [
					'Firefox: Settings, Privacy & Security, DNS over HTTPS.',
					'Chrome and Edge: Settings, Privacy and security, Security, “Use secure DNS”.'
				]
			}
		],
		after:
			'If it works now, you can keep the new resolver or change back in a day, when your provider knows the new address. If not, change back: the resolver was not the reason.'
	}
];

export function guide(key: string): Guide | null {
	return GUIDES.find((one) => one.key === key) ?? null;
}

/** The way that fits a device; the first that fits everywhere where none is made for it, else the first. */
export function wayFor({ ways }: Guide, { system, browser }: Device): Way | null {
	const fits = (way: Way) =>
		(way.systems?.includes(system) ?? true) && (way.browsers?.includes(browser) ?? true);
	return ways.find((way) => (way.systems ?? way.browsers) && fits(way)) ?? ways.find(fits) ?? ways[0] ?? null;
}
