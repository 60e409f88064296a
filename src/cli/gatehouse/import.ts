/** `import FILE`: takes a config file over as if people had set it up by hand. */
import { OPERATOR } from '../../lib/domain/audit.ts';
import { checkConfigFile, faultLine } from '../../lib/server/config/configuration.ts';
import { importConfig } from '../../lib/server/config/import.ts';
import { Refusal } from '../../lib/server/desk/refusal.ts';
import { newId } from '../../lib/server/new-id.ts';
import { createSealer, loadSecret } from '../../lib/server/secret.ts';
import { oneFile } from './asked.ts';
import { EXIT, printable, type Verb } from './terminal.ts';
import { withStore } from './with-store.ts';

export const importVerb: Verb = {
	usage: 'import FILE',
	about:
		'Takes a config file over as if it had been set up by hand: it can be changed in the admin area. What it does not name stays.',
	async run(args, { out, err, env }) {
		const file = oneFile('import', args);
		const { config, faults } = checkConfigFile(file, env);
		if (!config) {
			for (const fault of faults) err(printable(faultLine(file, fault)));
			err('Nothing was imported.');
			return EXIT.faults;
		}
		try {
			const { isPageManaged } = await withStore(env, ({ database, settings, now }) => {
				const sealer = createSealer(loadSecret(settings.dataDir, settings.secret));
				return importConfig(database, config, { sealer, newId, now, actor: `${OPERATOR} (import)` });
			});
			out(`Imported ${config.monitors.length} monitors from ${printable(file)}.`);
			if (isPageManaged) out('The page and the rules beside it stay as the config file in use says.');
			return EXIT.ok;
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			err(`${error.message} Nothing was imported.`);
			return EXIT.faults;
		}
	}
};
