/** Who may do what through the API, written down once more and apart from the operations, so that a slip there shows. */
import type { Scope } from '../../src/lib/domain/role.ts';
import type { Who } from './people.ts';

const ANY_MEMBER: readonly Who[] = ['owner', 'admin', 'editor', 'viewer', 'stranger'];
const POSTERS: readonly Who[] = ['owner', 'admin', 'editor', 'stranger'];
const ADMINS: readonly Who[] = ['owner', 'admin', 'stranger'];

export interface ApiRow {
	may: readonly Who[];
	scope: Scope;
	/** What the address names, of ours: a stranger has to be answered as if it were not there. */
	path?: Record<string, string>;
}

/** One of ours; the tests make it. */
export const INCIDENT = { id: 'an-incident-of-ours', update: 'its-update' };
export const WINDOW = { id: 'a-window', occurrence: 'an-occurrence' };
export const MONITOR = { key: 'shop' };

export const API_ROWS: Record<string, ApiRow> = {
	'GET /audit': { may: ADMINS, scope: 'audit:read' },
	'GET /incidents': { may: ANY_MEMBER, scope: 'incidents:read' },
	'POST /incidents': { may: POSTERS, scope: 'incidents:write' },
	'GET /incidents/{id}': { may: ANY_MEMBER, scope: 'incidents:read', path: INCIDENT },
	'PATCH /incidents/{id}': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'DELETE /incidents/{id}': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'POST /incidents/{id}/updates': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'PATCH /incidents/{id}/updates/{update}': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'POST /incidents/{id}/publish': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'PUT /incidents/{id}/postmortem': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'POST /incidents/{id}/merge': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'POST /incidents/{id}/restore': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'GET /incidents/{id}/notes': { may: ANY_MEMBER, scope: 'incidents:read', path: INCIDENT },
	'PUT /incidents/{id}/notes': { may: POSTERS, scope: 'incidents:write', path: INCIDENT },
	'GET /maintenances': { may: ANY_MEMBER, scope: 'maintenance:read' },
	'POST /maintenances': { may: POSTERS, scope: 'maintenance:write' },
	'GET /maintenances/{id}': { may: ANY_MEMBER, scope: 'maintenance:read', path: WINDOW },
	'PATCH /maintenances/{id}': { may: POSTERS, scope: 'maintenance:write', path: WINDOW },
	'DELETE /maintenances/{id}': { may: POSTERS, scope: 'maintenance:write', path: WINDOW },
	'GET /maintenances/{id}/occurrences': { may: ANY_MEMBER, scope: 'maintenance:read', path: WINDOW },
	'POST /maintenances/{id}/occurrences/{occurrence}/move': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'POST /maintenances/{id}/occurrences/{occurrence}/skip': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'POST /maintenances/{id}/occurrences/{occurrence}/restore': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'POST /maintenances/{id}/occurrences/{occurrence}/start': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'POST /maintenances/{id}/occurrences/{occurrence}/extend': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'POST /maintenances/{id}/occurrences/{occurrence}/end': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'POST /maintenances/{id}/occurrences/{occurrence}/updates': {
		may: POSTERS,
		scope: 'maintenance:write',
		path: WINDOW
	},
	'GET /monitors': { may: ANY_MEMBER, scope: 'monitors:read' },
	'POST /monitors': { may: ADMINS, scope: 'monitors:write' },
	'GET /monitors/{key}': { may: ANY_MEMBER, scope: 'monitors:read', path: MONITOR },
	'PUT /monitors/{key}': { may: ADMINS, scope: 'monitors:write', path: MONITOR },
	'PATCH /monitors/{key}': { may: ADMINS, scope: 'monitors:write', path: MONITOR },
	'DELETE /monitors/{key}': { may: ADMINS, scope: 'monitors:write', path: MONITOR },
	'POST /monitors/{key}/pause': { may: ADMINS, scope: 'monitors:write', path: MONITOR },
	'POST /monitors/{key}/resume': { may: ADMINS, scope: 'monitors:write', path: MONITOR },
	'POST /monitors/{key}/check': { may: ADMINS, scope: 'monitors:write', path: MONITOR },
	'GET /components': { may: ANY_MEMBER, scope: 'components:read' },
	'GET /components/{key}': { may: ANY_MEMBER, scope: 'components:read', path: MONITOR },
	'GET /channels': { may: ADMINS, scope: 'channels:read' },
	'GET /subscribers': { may: ADMINS, scope: 'subscribers:read' },
	'POST /subscribers': { may: ADMINS, scope: 'subscribers:write' },
	'GET /subscribers/{id}': { may: ADMINS, scope: 'subscribers:read', path: { id: 'none' } },
	'DELETE /subscribers/{id}': { may: ADMINS, scope: 'subscribers:write', path: { id: 'none' } },
	'POST /outages/{id}/acknowledge': { may: POSTERS, scope: 'outages:write', path: { id: 'none' } },
	'GET /monitors/{key}/checks': { may: ANY_MEMBER, scope: 'monitors:read', path: { key: 'shop' } },
	'GET /monitors/{key}/outages': { may: ANY_MEMBER, scope: 'outages:read', path: { key: 'shop' } },
	'GET /monitors/{key}/uptime': { may: ANY_MEMBER, scope: 'monitors:read', path: { key: 'shop' } },
	'GET /notices': { may: ADMINS, scope: 'notices:read' },
	'GET /outages': { may: ANY_MEMBER, scope: 'outages:read' },
	'GET /outages/{id}': { may: ANY_MEMBER, scope: 'outages:read', path: { id: 'none' } },
	'GET /reports': { may: ANY_MEMBER, scope: 'reports:read' },
	'GET /reports/{month}': { may: ANY_MEMBER, scope: 'reports:read' }
};
