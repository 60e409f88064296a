/** The demo's maintenance: one that took place, one that comes, and one that comes again every week. */

export interface DemoWindow {
	key: string;
	title: string;
	message: string;
	/** Days from today to the first time. */
	inDays: number;
	/** Local time of the page, `02:00`. */
	time: string;
	minutes: number;
	repeat: string | null;
	/** Keys of components. */
	components: string[];
}

export const WINDOWS: readonly DemoWindow[] = [
	{
		key: 'demo-database-upgrade',
		title: 'Database upgrade',
		message: 'The database moves to a new version. Orders wait meanwhile and go through afterwards.',
		inDays: -25,
		time: '03:00',
		minutes: 150,
		repeat: null,
		components: ['database', 'reports']
	},
	{
		key: 'demo-weekly-reports',
		title: 'Weekly closing of the books',
		message: 'Reports are not to be had while last week is closed.',
		inDays: -84,
		time: '02:00',
		minutes: 60,
		repeat: 'FREQ=WEEKLY',
		components: ['reports']
	},
	{
		key: 'demo-new-network',
		title: 'New network in the data centre',
		message: 'Short interruptions of a few seconds are possible. Nothing needs to be done on your side.',
		inDays: 3,
		time: '05:00',
		minutes: 120,
		repeat: null,
		components: ['shop', 'checkout', 'rest-api']
	}
];
