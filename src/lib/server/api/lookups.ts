/** The things that addresses name: found within the caller's workspace, and missing everywhere else. */
import type { Monitor } from '../../domain/monitor.ts';
import { found } from '../desk/refusal.ts';
import type { App } from '../gatehouse.ts';

interface Seeker {
	app: Pick<App, 'roster'>;
	actor: { workspaceId: string };
}

/** @throws Refusal where the workspace has no such monitor */
export function monitorOf({ app, actor }: Seeker, key: string): Monitor {
	const monitor = app
		.roster()
		.facts.monitors.find((one) => one.workspaceId === actor.workspaceId && one.key === key);
	return found(monitor, 'monitor');
}
