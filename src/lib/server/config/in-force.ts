/** Puts a configuration in force: the file's as it stands there; without a file, what people have set up is left to them. */
import type { Config } from '../../domain/config.ts';
import type { Database } from '../database.ts';
import { releaseManaged } from '../database/archive.ts';
import * as setup from '../stores/setup.ts';
import * as statusPages from '../stores/status-pages.ts';
import { applyConfig, homeOf, type ApplyOptions } from './apply.ts';
import { standIn } from './first-watch.ts';

/**
 * @param config the file's, or the first one where there is none
 * @returns what is in force: without a file, with what was set by hand in it
 */
export async function putInForce(
	database: Pick<Database, 'transaction'>,
	config: Config,
	options: ApplyOptions & { hasFile: boolean }
): Promise<Config> {
	if (options.hasFile) {
		await applyConfig(database, config, options);
		return config;
	}
	return database.transaction(async (tx) => {
		const home = await homeOf(tx, options);
		await standIn(tx, config, { ...options, ...home });
		await releaseManaged(tx, home.workspaceId);
		const { timeZone } = await statusPages.ensureDefault(tx, home.workspaceId, home.pageId, options.now);
		const kept = await setup.kept(tx, home.workspaceId);
		return { ...config, ...kept, page: { ...config.page, timeZone } };
	});
}
