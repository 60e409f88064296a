import type { PageSnapshot } from '$lib/domain/snapshot';
import type { App as House } from '$lib/server/app';

declare global {
	namespace App {
		interface Locals {
			app: House;
			snapshot: PageSnapshot | null;
		}
	}
}
