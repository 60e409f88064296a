/** The names of the second looks that a diagnosis can ask for: stable, since findings, checklists and ticks carry them. */
export const REMEDY_IDS = [
	'ask-again',
	'ask-in-parallel',
	'each-address',
	'past-cache',
	'other-browsers',
	'bare-request',
	'other-resolvers',
	'straight-to-origin',
	'own-line',
	'layer-by-layer',
	'maintenance',
	'last-good'
] as const;
export type RemedyId = (typeof REMEDY_IDS)[number];

/** What each is to people, in a few words. */
export const REMEDY_LABELS: Readonly<Record<RemedyId, string>> = {
	'ask-again': 'Ask again on a new connection',
	'ask-in-parallel': 'Six requests at once',
	'each-address': 'Each address of the name',
	'past-cache': 'Past the cache',
	'other-browsers': 'As other browsers',
	'bare-request': 'A bare request and a full one',
	'other-resolvers': 'Other resolvers',
	'straight-to-origin': 'Straight to the origin',
	'own-line': 'Our own line',
	'layer-by-layer': 'Layer by layer',
	maintenance: 'Maintenance',
	'last-good': 'Compared with the last good check'
};
