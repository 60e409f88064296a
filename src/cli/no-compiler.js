/**
 * Stands in for node-gyp (see .npmrc). better-sqlite3 carries its binaries and says that nothing is to be compiled, but a lock
 * file does not keep that word, so "npm ci" would ask for a compiler, Python and a download that many servers lack.
 */
const CARRIES_BINARIES = ['better-sqlite3'];

const name = process.env['npm_package_name'] ?? 'A package';
if (!CARRIES_BINARIES.includes(name)) {
	console.error(
		`${name} wants to be compiled when it is installed. Gatehouse takes packages that carry their binaries.`
	);
	process.exitCode = 1;
}
