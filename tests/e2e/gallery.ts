/** Stories about how pages look and behave, told with samples: the real build, and a state that no real target brings about in time. */
import { startGallery, type Gallery } from '../support/gallery.ts';
import type { SampleOptions } from '../support/snapshot.ts';
import { test as story } from './story.ts';

export const test = story.extend<{
	/** Opens a gallery and returns its origin; it closes with the story. */
	show(options?: SampleOptions): Promise<string>;
}>({
	show: async ({}, use) => {
		const open: Gallery[] = [];
		await use(async (options) => {
			const gallery = await startGallery(options);
			open.push(gallery);
			return gallery.origin;
		});
		await Promise.all(open.map((gallery) => gallery[Symbol.asyncDispose]()));
	},
	// pages close before the galleries that they are of
	context: async ({ context, show: _galleries }, use) => use(context)
});

export { expect, expectAccessible } from './story.ts';
