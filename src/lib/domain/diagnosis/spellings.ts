/** All the ways in which the same status is written: whatever a page calls it, it becomes one code. */

export interface Spoken {
	status: number;
	/** The words as they stood there. */
	spelling: string;
}

/** Words that say a failing status without or beside its number. The narrow ones stand first. */
const PHRASES: [phrase: RegExp, status: number][] = [
	[/\bbad[ _-]?gateway\b/i, 502],
	[/\bproxy error\b/i, 502],
	[/\bgateway[ _-]?time-?[ _]?out\b/i, 504],
	[/\bservice (?:is )?(?:temporarily )?(?:unavailable|overloaded)\b/i, 503],
	[/\binternal[ _]server[ _]error\b/i, 500],
	[/\btoo many requests\b/i, 429],
	[/\b(?:page|file|site) not found\b/i, 404],
	[/^not found$/i, 404],
	[/^(?:access )?(?:forbidden|denied)$/i, 403]
];

/** A code counts where it stands like one: alone, at the start, or beside a word for an error. */
const NUMBERS: RegExp[] = [
	/^\W{0,3}([45]\d\d)(?=$|[\s.:|!)\u2013\u2014-])/,
	/\b(?:error|http|status|code|fehler|erreur|errore|erro|fout|\u00e9tat|\u043e\u0448\u0438\u0431\u043a\u0430)(?: error| status| code|\/\d\.\d)?\s{0,3}[:#(]?\s{0,2}([45]\d\d)\b/iu,
	/\(([45]\d\d)\)/,
	/(?:[|:\u2013\u2014-]|\u30b9\u30c6\u30fc\u30bf\u30b9)\s{0,3}([45]\d\d)\b/u,
	/\b([45]\d\d)\s(?:error|server error|-|\u2013)/i,
	/\b([45]\d\d)$/
];

/** @returns the one status that a title, a heading or a status line speaks of; null when it speaks of none */
export function statusInWords(text: string): Spoken | null {
	const line = text.slice(0, 300).trim();
	if (line === '') return null;
	for (const pattern of NUMBERS) {
		const found = pattern.exec(line)?.[1];
		if (found !== undefined) return { status: Number(found), spelling: line };
	}
	const phrase = PHRASES.find(([pattern]) => pattern.test(line));
	return phrase ? { status: phrase[1], spelling: line } : null;
}
