/** How this reader sees the page: in which zone and language, below which path, and whether scripts run for them yet. */
import { createContext } from 'svelte';

export interface Setting {
	/** The path the app is served below, without a trailing slash. */
	base: string;
	locale: string;
	/** The page's own zone, in which its days are days. */
	pageZone: string;
}

export class Reader {
	readonly #setting: () => Setting;
	#ownZone = $state<string | null>(null);

	constructor(setting: () => Setting) {
		this.#setting = setting;
	}

	/** To be called once the page has come alive in a browser. */
	arrive(): void {
		this.#ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone || this.pageZone;
	}

	get isLive(): boolean {
		return this.#ownZone !== null;
	}

	get locale(): string {
		return this.#setting().locale;
	}

	get pageZone(): string {
		return this.#setting().pageZone;
	}

	/** The zone in which moments are written: the page's until we know the reader's. */
	get zone(): string {
		return this.#ownZone ?? this.pageZone;
	}

	/** The address of one of our own pages. */
	to(path: string): string {
		return this.#setting().base + path;
	}
}

export const [getReader, setReader] = createContext<Reader>();
