/** Which Node Gatehouse runs on. In JavaScript that any Node reads, since an older one cannot even load the rest. */

const OLDEST = { major: 22, minor: 19 };

/**
 * Why a Node cannot run Gatehouse, in a sentence; null where it can.
 * @param {string} version as `process.versions.node` writes it
 */
export function nodeFault(version) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return null;
	return (
		`Gatehouse needs Node ${OLDEST.major}.${OLDEST.minor} or newer, and this is ${version}. ` +
		'"npm ci" installs one beside it, which "npm start" and "npm run gatehouse" use.'
	);
}
