/** Prepared words for incidents, as a workspace keeps them. */
import { z } from 'zod';
import { difference, type Facts, type Trace } from '../../domain/audit.ts';
import type { IncidentTemplate } from '../../domain/incident-template.ts';
import * as audit from '../stores/audit.ts';
import * as store from '../stores/incident-templates.ts';
import type { DeskHouse } from './desk-house.ts';
import { messageText, titleText, updateStatus } from './incident-input.ts';
import { found, Refusal } from './refusal.ts';

const NAME = 'Type a name by which you find it in a hurry.';
const AT_MOST = 50;

export const templateInput = z.strictObject({
	/** Left out for a new one. */
	id: z.string().max(64).optional(),
	name: z.string(NAME).trim().min(1, NAME).max(60, 'A name has at most 60 characters.'),
	title: z.union([z.literal(''), titleText]).default(''),
	message: messageText,
	status: updateStatus.default('investigating')
});

export type WriteTemplate = z.output<typeof templateInput>;

export interface IncidentTemplateDesk {
	list(workspaceId: string): Promise<IncidentTemplate[]>;
	/** Makes one, or changes the one with this id. */
	save(trace: Trace, input: WriteTemplate): Promise<IncidentTemplate>;
	remove(trace: Trace, id: string): Promise<void>;
}

export function incidentTemplateDesk({ database, newId }: DeskHouse): IncidentTemplateDesk {
	return {
		list: (workspaceId) => store.list(database.client, workspaceId),
		save: (trace, { id, ...words }) =>
			database.transaction(async (tx) => {
				const kept = await store.list(tx, trace.workspaceId);
				const before = id
					? found(
							kept.find((one) => one.id === id),
							'template'
						)
					: null;
				if (!before && kept.length >= AT_MOST) {
					throw new Refusal('full', `There are ${AT_MOST} templates already. Remove one first.`);
				}
				const template = { id: before?.id ?? newId(), ...words };
				const others = kept.filter((one) => one.id !== template.id);
				await store.keep(tx, trace.workspaceId, [...others, template], trace.at);
				await audit.record(tx, trace, {
					action: before ? 'template.edit' : 'template.create',
					subject: template.name,
					...difference(before ? factsOf(before) : {}, factsOf(template))
				});
				return template;
			}),
		remove: (trace, id) =>
			database.transaction(async (tx) => {
				const kept = await store.list(tx, trace.workspaceId);
				const template = found(
					kept.find((one) => one.id === id),
					'template'
				);
				await store.keep(
					tx,
					trace.workspaceId,
					kept.filter((one) => one.id !== id),
					trace.at
				);
				const before = factsOf(template);
				await audit.record(tx, trace, { action: 'template.remove', subject: template.name, before });
			})
	};
}

function factsOf({ name, title, message, status }: IncidentTemplate): Facts {
	return { name, title, message, status };
}
