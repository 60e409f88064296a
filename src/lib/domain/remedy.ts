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
