/** `npm run gatehouse -- VERB …`: the command line's one entry. */
import { dispatch } from './gatehouse/dispatch.ts';

process.exitCode = await dispatch(process.argv.slice(2), {
	out: (line) => console.log(line),
	err: (line) => console.error(line),
	env: process.env
});
