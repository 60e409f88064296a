import { describe, expect, it } from 'vitest';
import type { Config } from '../../../src/lib/domain/config.ts';
import { checkConfig } from '../../../src/lib/server/config/check.ts';
import { gatherConfig } from '../../../src/lib/server/config/gather.ts';
import { configDocument, toYaml } from '../../../src/lib/server/config/write.ts';
import { browserInput, type BrowserOwner } from '../../../src/lib/server/desk/browsers.ts';
import { NOTIFIERS } from '../../../src/lib/server/notifiers/index.ts';
import { PROBES } from '../../../src/lib/server/probes/index.ts';
import * as browsers from '../../../src/lib/server/stores/browsers.ts';
import { sealer, watch } from '../../support/database.ts';
import { deskStory, refusalOf, type DeskStory } from '../../support/desk.ts';
import { KEYS } from '../../support/stand-ins/web-push.ts';

const ENDPOINT = 'https://fcm.googleapis.com/fcm/send/abc';
const ADA: BrowserOwner = { userId: 'ada', email: 'ada@acme.example', maySetUpChannels: true };
const EVE: BrowserOwner = { userId: 'eve', email: 'eve@acme.example', maySetUpChannels: false };

function read(file: string): Config {
	const { config, faults } = checkConfig(file, { env: {}, probes: PROBES });
	if (!config) throw new Error(faults.map(({ message }) => message).join('\n'));
	return config;
}

const input = (endpoint = ENDPOINT) => browserInput.parse({ endpoint, ...KEYS, name: 'Firefox on Linux' });
const subscribe = ({ desk, trace }: DeskStory, owner: BrowserOwner, endpoint?: string) =>
	desk.browsers.subscribe(trace(owner.email), owner, input(endpoint));
const told = ({ roster }: DeskStory) =>
	roster()
		.channels('ours', null)
		.map(({ id }) => id);
const ofOwner = ({ desk }: DeskStory, { userId }: BrowserOwner) => desk.browsers.list('ours', userId);

describe('messages in one’s own browser', () => {
	it('is a channel of the team’s that everybody is told by, named after who sits before it', async () => {
		const story = await deskStory();
		await subscribe(story, EVE);
		const [browser] = await ofOwner(story, EVE);
		expect(browser).toMatchObject({ name: 'Firefox on Linux, eve@acme.example', stopped: null });
		expect(told(story)).toContain(browser?.id);
		expect(await ofOwner(story, ADA)).toEqual([]);
		expect(await story.audit()).toContain('browser.subscribe Firefox on Linux');
	});

	it('is there once for each browser, and whoever asked last has it', async () => {
		const story = await deskStory();
		await subscribe(story, EVE);
		await subscribe(story, EVE);
		expect(await ofOwner(story, EVE)).toHaveLength(1);
		await subscribe(story, ADA);
		expect(await ofOwner(story, EVE)).toEqual([]);
		expect(await ofOwner(story, ADA)).toHaveLength(1);
	});

	it('is taken away by its person alone', async () => {
		const story = await deskStory();
		await subscribe(story, EVE);
		const [browser] = await ofOwner(story, EVE);
		const id = browser?.id ?? '';
		const { desk, trace, stranger } = story;
		expect((await refusalOf(desk.browsers.unsubscribe(trace(), ADA, id))).says).toMatch(/^missing:/);
		expect((await refusalOf(desk.browsers.unsubscribe(stranger(), EVE, id))).says).toMatch(/^missing:/);
		await desk.browsers.unsubscribe(trace(EVE.email), EVE, id);
		expect(await ofOwner(story, EVE)).toEqual([]);
		expect(told(story)).not.toContain(id);
	});

	it('leads to the push services of the makers of browsers; elsewhere only for who sets up channels', async () => {
		const story = await deskStory();
		const elsewhere = 'https://intranet.acme.example/anything';
		expect((await refusalOf(subscribe(story, EVE, elsewhere))).says).toMatch(/^forbidden:/);
		await subscribe(story, ADA, elsewhere);
		expect(await ofOwner(story, ADA)).toHaveLength(1);
	});

	it('counts among the channels that a workspace may have', async () => {
		const story = await deskStory();
		const { desk, stranger } = story;
		const subscribed = (at: number) =>
			desk.browsers.subscribe(stranger(), ADA, input(`https://fcm.googleapis.com/fcm/send/${at}`));
		for (let at = 0; at < 5; at += 1) await subscribed(at);
		expect((await refusalOf(subscribed(5))).says).toMatch(/^full:/);
		await subscribed(4);
	});

	it('ends when its person leaves the workspace', async () => {
		const story = await deskStory();
		await subscribe(story, EVE);
		await browsers.archive(story.database.client, 'ours', EVE.userId, story.clock.now());
		await story.reload();
		expect(await ofOwner(story, EVE)).toEqual([]);
		expect(told(story)).toEqual([]);
	});

	it('is in no export, not even by name, so that what was exported reads well', async () => {
		const story = await deskStory((database) => watch(database, { key: 'shop' }));
		const { desk, trace, database } = story;
		await desk.channels.create(trace(), { key: 'ops', type: 'email', to: ['ops@acme.example'] });
		await subscribe(story, EVE);
		const browser = story.roster().facts.channels.find(({ key }) => key !== 'ops')?.key ?? '';
		const { config } = await database.client.monitor.findFirstOrThrow();
		const notify = ['ops', browser];
		await database.client.monitor.updateMany({ data: { config: { ...(config as object), notify } } });
		const { incidents, retention, references, resolvers } = read('monitors: []');
		const rules = { incidents, retention, references, resolvers };
		const gathered = await gatherConfig(database.client, 'ours', rules, sealer);
		const file = toYaml(configDocument(gathered, PROBES, NOTIFIERS));
		expect(browser).not.toBe('');
		expect(file).not.toContain(browser);
		expect(file).not.toContain(EVE.email);
		expect(read(file)).toMatchObject({ channels: [{ key: 'ops' }], monitors: [{ notify: ['ops'] }] });
	});

	it('comes back when it was stopped and asked for again', async () => {
		const story = await deskStory();
		await subscribe(story, EVE);
		const [browser] = await ofOwner(story, EVE);
		await story.database.client.channel.updateMany({
			where: { id: browser?.id ?? '' },
			data: { disabledAt: new Date(0), disabledReason: 'It was reset.' }
		});
		expect((await ofOwner(story, EVE))[0]?.stopped).toBe('It was reset.');
		await subscribe(story, EVE);
		expect((await ofOwner(story, EVE))[0]?.stopped).toBeNull();
	});
});
