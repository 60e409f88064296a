/** `npm run gatehouse -- VERB …`: checks the runtime before it loads anything that an older one could not read. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	console.error(
		`Gatehouse needs Node 22.19 or newer, and this is ${process.versions.node}. Start it as: npm run gatehouse -- VERB`
	);
	process.exitCode = 1;
} else {
	const { dispatch } = await import('./gatehouse/dispatch.ts');
	process.exitCode = await dispatch(process.argv.slice(2), {
		out: (line) => console.log(line),
		err: (line) => console.error(line),
		env: process.env
	});
}

export {};
