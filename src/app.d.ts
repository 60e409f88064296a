import type { Member } from '$lib/domain/actor';
import type { PageSnapshot } from '$lib/domain/snapshot';
import type { Indicator } from '$lib/domain/status-page';
import type { App as Gatehouse } from '$lib/server/gatehouse';
import type { IncomingMessage } from 'node:http';

declare global {
	/** The path that the production server was built to serve below; svelte.config.js puts it in. */
	const BUILT_BASE_PATH: string;

	namespace App {
		interface Locals {
			/** What the requested page shows; null before the first one is built. */
			snapshot: PageSnapshot | null;
			app: Gatehouse;
			/** Who is signed in; null for nobody, and on pages that are the same for everybody. */
			member: Member | null;
		}
		/** What the production server hands over; the development server has none. */
		interface Platform {
			req: IncomingMessage;
		}
		interface PageData {
			/** How the whole page is, on the public pages. */
			indicator?: Indicator;
		}
	}
}

export {};
