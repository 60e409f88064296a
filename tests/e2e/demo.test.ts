/** The demo asks this Gatehouse itself: what it asks for has to be there, or it begins with outages of its own. */
import { MONITORS } from '../../prisma/seed/demo.ts';
import { expect, test } from './story.ts';

test('everything that the demo watches answers well', async ({ launch, request }) => {
	const app = await launch();
	const paths = MONITORS.filter(({ kind }) => kind === 'http').map(({ path }) => path);
	expect(paths.length).toBeGreaterThan(5);
	for (const path of paths) expect((await request.get(app.origin + path)).status(), path).toBe(200);
});
