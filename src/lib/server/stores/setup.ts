/** What a workspace's configuration says beside its things: kept here where no config file says it. */
import type { Config } from '../../domain/config.ts';
import type { Db } from '../database.ts';

/** How incidents are opened, how long history is kept, who is asked whether our own line works. */
export type SetupRules = Pick<Config, 'incidents' | 'retention' | 'references' | 'resolvers'>;

const RULES = 'rules';
const STAND_IN = 'stand-in';

/** What was set by hand; empty where nothing was. */
export async function kept(db: Db, workspaceId: string): Promise<Partial<SetupRules>> {
	return ((await valueOf(db, workspaceId, RULES)) ?? {}) as Partial<SetupRules>;
}

export async function keep(db: Db, workspaceId: string, rules: SetupRules, now: number): Promise<void> {
	const { incidents, retention, references, resolvers } = rules;
	await write(db, workspaceId, RULES, { incidents, retention, references, resolvers }, now);
}

/** The monitor that stands in for a configuration, as it was made; null where there is none. */
export function standIn(db: Db, workspaceId: string): Promise<unknown> {
	return valueOf(db, workspaceId, STAND_IN);
}

export async function keepStandIn(db: Db, workspaceId: string, made: object, now: number): Promise<void> {
	await write(db, workspaceId, STAND_IN, made, now);
}

export async function forgetStandIn(db: Db, workspaceId: string): Promise<void> {
	await db.setting.deleteMany({ where: { workspaceId, name: STAND_IN } });
}

async function valueOf(db: Db, workspaceId: string, name: string): Promise<unknown> {
	const row = await db.setting.findUnique({ where: { workspaceId_name: { workspaceId, name } } });
	return row?.value ?? null;
}

async function write(db: Db, workspaceId: string, name: string, value: object, now: number): Promise<void> {
	const written = { value: JSON.parse(JSON.stringify(value)) as object, updatedAt: new Date(now) };
	await db.setting.upsert({
		where: { workspaceId_name: { workspaceId, name } },
		create: { workspaceId, name, ...written },
		update: written
	});
}
