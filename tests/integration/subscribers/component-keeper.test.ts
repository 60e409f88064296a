/** Every change of a component's effective status is owed to programs once, over restarts and whatever caused it. */
import { expect, test } from 'vitest';
import type { ComponentStatus } from '../../../src/lib/domain/component.ts';
import { createComponentKeeper } from '../../../src/lib/server/subscribers/component-keeper.ts';
import { tellingStage, type TellingStage } from './telling.ts';

async function keeping(): Promise<{
	stage: TellingStage;
	become(status: ComponentStatus): Promise<void>;
	restart(): void;
	owed(): Promise<string[]>;
}> {
	const stage = await tellingStage();
	await stage.subscriber('https://hooks.acme.example/', { kind: 'webhook' });
	await stage.subscriber('ada@acme.example');
	const drawn = await stage.snapshot();
	let status: ComponentStatus = 'operational';
	let changes = 0;
	const components = () =>
		drawn.groups
			.flatMap((group) => group.components)
			.map((one) => ({ id: one.id, status: one.key === 'shop' ? status : one.status }));
	const build = () =>
		createComponentKeeper({
			database: stage.database,
			clock: stage.clock,
			changes: () => changes,
			pages: () => [{ workspaceId: 'ours', pageId: drawn.page.id, components: components() }]
		});
	let keeper = build();
	return {
		stage,
		async become(next) {
			[status, changes] = [next, changes + 1];
			stage.clock.setWall(stage.clock.now() + 1_000);
			await keeper.attend();
		},
		restart: () => void (keeper = build()),
		async owed() {
			const rows = await stage.database.client.notice.findMany({
				orderBy: { createdAt: 'asc' },
				include: { subscriber: true }
			});
			return rows.map(({ document, subscriber }) => {
				const { from, to } = document as { from: string; to: string };
				return `${subscriber?.kind}: ${from} > ${to}`;
			});
		}
	};
}

test('each change once, to programs alone; what nobody knows is no change', async () => {
	const { become, owed } = await keeping();
	await become('operational');
	expect(await owed()).toEqual([]);
	await become('major_outage');
	await become('major_outage');
	await become('unknown');
	await become('major_outage');
	await become('operational');
	expect(await owed()).toEqual([
		'webhook: operational > major_outage',
		'webhook: major_outage > operational'
	]);
});

test('a restart loses nothing that happened meanwhile, and tells nothing again', async () => {
	const { become, restart, owed } = await keeping();
	await become('operational');
	restart();
	await become('partial_outage');
	restart();
	await become('partial_outage');
	expect(await owed()).toEqual(['webhook: operational > partial_outage']);
});

test('a component that was never seen begins without a word', async () => {
	const { become, owed } = await keeping();
	await become('major_outage');
	expect(await owed()).toEqual([]);
	await become('operational');
	expect(await owed()).toEqual(['webhook: major_outage > operational']);
});

test('where the store refuses, the next look tells it', async () => {
	const { stage, become, owed } = await keeping();
	await become('operational');
	const { transaction } = stage.database;
	stage.database.transaction = () => Promise.reject(new Error('The disk is full.'));
	await expect(become('major_outage')).rejects.toThrow('full');
	stage.database.transaction = transaction;
	await become('major_outage');
	expect(await owed()).toEqual(['webhook: operational > major_outage']);
});
