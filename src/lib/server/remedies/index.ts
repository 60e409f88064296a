/** The registry of remedies, in the order they run: adding one is its file, its tests and one line here. */
import type { RemedyId } from '../../domain/remedy.ts';
import { askAgain } from './ask-again.ts';
import { askInParallel } from './ask-in-parallel.ts';
import { bareRequest } from './bare-request.ts';
import { eachAddress } from './each-address.ts';
import { lastGood } from './last-good.ts';
import { layerByLayer } from './layer-by-layer.ts';
import { maintenance } from './maintenance.ts';
import { otherBrowsers } from './other-browsers.ts';
import { otherResolvers } from './other-resolvers.ts';
import { ownLine } from './own-line.ts';
import { pastCache } from './past-cache.ts';
import type { Remedy } from './remedy.ts';
import { straightToOrigin } from './straight-to-origin.ts';

/** What costs the target nothing comes first, then what tells most. */
export const REMEDIES: readonly Remedy[] = [
	maintenance,
	lastGood,
	ownLine,
	otherResolvers,
	layerByLayer,
	straightToOrigin,
	askInParallel,
	eachAddress,
	pastCache,
	otherBrowsers,
	bareRequest,
	askAgain
];

/** @throws Error for an id that is none of the registry's */
export function remedyFor(id: RemedyId): Remedy {
	const found = REMEDIES.find((remedy) => remedy.id === id);
	if (!found) throw new Error(`There is no remedy ${id}.`);
	return found;
}
