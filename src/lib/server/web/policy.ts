/** Widens a page's content security policy by just the places where its owner lets visitors' browsers try a service. */
import type { PageSnapshot } from '../../domain/snapshot.ts';

/** @returns the policy as it was where no such place is */
export function allowTries(policy: string, { groups }: Pick<PageSnapshot, 'groups'>): string {
	const origins = new Set(
		groups
			.flatMap(({ components }) => components)
			.flatMap(({ publicUrl }) => (publicUrl === null ? [] : (URL.parse(publicUrl)?.origin ?? [])))
	);
	if (origins.size === 0) return policy;
	const places = [...origins].join(' ');
	return policy.replace(/(^|; ?)(connect-src|img-src) [^;]*/g, (directive) => `${directive} ${places}`);
}
