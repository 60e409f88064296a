/** The guard of every admin page and action: nobody is sent to sign in, too little is told so. */
import type { Member } from '$lib/domain/actor';
import { actorMay } from '$lib/domain/actor';
import { traceOf, type Trace } from '$lib/domain/audit';
import type { Permission } from '$lib/domain/role';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { place } from '../place';

/**
 * Who is signed in and may do this.
 * @throws a redirect to the sign-in for nobody, 403 with a sentence for a role that may not
 */
export function requireMember(event: Pick<RequestEvent, 'locals' | 'url'>, permission: Permission): Member {
	const { url } = event;
	const { member } = event.locals;
	if (!member)
		redirect(303, `${place(event, '/login')}?next=${encodeURIComponent(url.pathname + pageQuery(url))}`);
	if (!actorMay(member, permission)) {
		error(403, `Your role here is ${member.role}, which does not include this. An owner can change that.`);
	}
	return member;
}

/** Who, when and from where, for the audit log. */
export function traceFor(
	{ locals, getClientAddress }: Pick<RequestEvent, 'locals' | 'getClientAddress'>,
	member: Member
): Trace {
	return traceOf(member, locals.app.clock.now(), getClientAddress());
}

/** The query of the page, without the name of a form's action: that one is not to be opened again. */
function pageQuery(url: URL): string {
	const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
	return query.size > 0 ? `?${query}` : '';
}
