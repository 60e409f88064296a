/** Status pages: the public faces of a workspace. */
import type { StatusPage } from '../../domain/status-page.ts';
import type { Db } from '../database.ts';
import type { StatusPageModel } from '../generated/prisma/models.ts';

export type PageFields = Pick<
	StatusPage,
	'title' | 'description' | 'url' | 'timeZone' | 'locale' | 'isManaged'
>;

export async function list(db: Db, workspaceId: string): Promise<StatusPage[]> {
	const rows = await db.statusPage.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
	return rows.map(toPage);
}

/** The page that is there from the start. */
export async function ensureDefault(
	db: Db,
	workspaceId: string,
	newId: string,
	now: number
): Promise<StatusPage> {
	const known = await db.statusPage.findFirst({ where: { workspaceId, isDefault: true } });
	if (known) return toPage(known);
	const at = new Date(now);
	return toPage(
		await db.statusPage.create({
			data: {
				id: newId,
				workspaceId,
				slug: 'status',
				title: 'Status',
				isDefault: true,
				createdAt: at,
				updatedAt: at
			}
		})
	);
}

/** Another page, at `/s/{slug}`. */
export async function create(
	db: Db,
	workspaceId: string,
	page: { id: string; slug: string; title: string },
	now: number
): Promise<void> {
	const at = new Date(now);
	await db.statusPage.create({ data: { ...page, workspaceId, createdAt: at, updatedAt: at } });
}

/** Changes what a page says of itself; a stranger's page stays as it is. */
export async function change(
	db: Db,
	workspaceId: string,
	id: string,
	fields: PageFields,
	now: number
): Promise<void> {
	const { isManaged, ...said } = fields;
	await db.statusPage.updateMany({
		where: { id, workspaceId },
		data: { ...said, managed: isManaged, updatedAt: new Date(now) }
	});
}

function toPage(row: StatusPageModel): StatusPage {
	const { id, workspaceId, slug, domain, title, description, url, timeZone, locale, isDefault, managed } =
		row;
	return {
		id,
		workspaceId,
		slug,
		domain,
		title,
		description,
		url,
		timeZone,
		locale,
		isDefault,
		isManaged: managed
	};
}
