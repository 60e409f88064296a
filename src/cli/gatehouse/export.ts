/** `export`: everything that is set up, as the config file that reads as the same. */
import { writeFileSync } from 'node:fs';
import { readConfig } from '../../lib/server/config/configuration.ts';
import { gatherConfig } from '../../lib/server/config/gather.ts';
import { configDocument, toYaml } from '../../lib/server/config/write.ts';
import { NOTIFIERS } from '../../lib/server/notifiers/index.ts';
import { PROBES } from '../../lib/server/probes/index.ts';
import { createSealer, loadSecret } from '../../lib/server/secret.ts';
import * as setup from '../../lib/server/stores/setup.ts';
import { options } from './asked.ts';
import { EXIT, type Verb } from './terminal.ts';
import { withStore } from './with-store.ts';

const HEADING = 'Everything that is set up, secrets included: keep it where nobody else reads it.';

export const exportVerb: Verb = {
	usage: 'export [--out FILE]',
	about: 'Writes everything that is set up as a config file, secrets included. Without --out it is printed.',
	async run(args, { out, err, env }) {
		const { out: target } = options(args, 'out');
		const text = await withStore(env, async ({ database, settings, workspaceId }) => {
			const sealer = createSealer(loadSecret(settings.dataDir, settings.secret));
			const inForce = readConfig(settings);
			const byHand = settings.configFile === null ? await setup.kept(database.client, workspaceId) : {};
			const { incidents, retention, references, resolvers } = { ...inForce, ...byHand };
			const rules = { incidents, retention, references, resolvers };
			const config = await gatherConfig(database.client, workspaceId, rules, sealer);
			return toYaml(configDocument(config, PROBES, NOTIFIERS), HEADING);
		});
		if (target === undefined) {
			out(text.trimEnd());
			return EXIT.ok;
		}
		try {
			writeFileSync(target, text, { mode: 0o600 });
		} catch (error) {
			err(`The file could not be written: ${(error as Error).message}.`);
			return EXIT.faults;
		}
		out(`Wrote ${target}.`);
		return EXIT.ok;
	}
};
