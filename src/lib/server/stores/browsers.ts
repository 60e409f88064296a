/** Browsers in which members asked for messages: channels of their own, which end when their person leaves. */
import type { Db } from '../database.ts';
import type { Sealer } from '../secret.ts';

export interface Browser {
	id: string;
	key: string;
	name: string;
	since: number;
	/** Why nothing goes to it any more; null while it is told. */
	stopped: string | null;
}

/** The kind of channel that they are. */
const KIND = 'web-push';

/** The browsers of a person in a workspace, newest first. */
export async function ofPerson(db: Db, workspaceId: string, personId: string): Promise<Browser[]> {
	const rows = await db.channel.findMany({
		where: { workspaceId, personId, kind: KIND, archivedAt: null },
		orderBy: { createdAt: 'desc' }
	});
	return rows.map(({ id, key, name, createdAt, disabledAt, disabledReason }) => ({
		id,
		key,
		name,
		since: createdAt.getTime(),
		stopped: disabledAt === null ? null : (disabledReason ?? '')
	}));
}

/** How many channels a workspace has, these included. */
export async function countChannels(db: Db, workspaceId: string): Promise<number> {
	return db.channel.count({ where: { workspaceId, archivedAt: null } });
}

/** Whether a channel with this key is in use. */
export async function isKept(db: Db, workspaceId: string, key: string): Promise<boolean> {
	return (await db.channel.count({ where: { workspaceId, key, archivedAt: null } })) > 0;
}

/** Makes the channel of a browser, or wakes it again; whoever asked last in one browser has it. */
export async function keep(
	db: Db,
	workspaceId: string,
	browser: { key: string; name: string; personId: string; settings: unknown },
	sealer: Sealer,
	newId: string,
	now: number
): Promise<void> {
	const at = new Date(now);
	const data = {
		kind: KIND,
		name: browser.name,
		personId: browser.personId,
		config: {},
		sealedSecrets: sealer.seal(browser.settings),
		managed: false,
		disabledAt: null,
		disabledReason: null,
		archivedAt: null,
		updatedAt: at
	};
	await db.channel.upsert({
		where: { workspaceId_key: { workspaceId, key: browser.key } },
		create: { id: newId, workspaceId, key: browser.key, rules: {}, createdAt: at, ...data },
		update: data
	});
}

/** Tells these browsers of a person nothing any more: one, or all of them. */
export async function archive(
	db: Db,
	workspaceId: string,
	personId: string,
	now: number,
	id?: string
): Promise<void> {
	await db.channel.updateMany({
		where: { workspaceId, personId, archivedAt: null, ...(id === undefined ? {} : { id }) },
		data: { archivedAt: new Date(now) }
	});
}
