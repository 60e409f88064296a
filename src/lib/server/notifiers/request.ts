/** One request to a service and what comes of it: every way in which it can fail is a value with a sentence. */
import type { DeliveryOutcome, NotDelivered } from '../../domain/delivery.ts';
import type { OutwardAnswer, OutwardRequest } from '../outward.ts';
import { outcomeOf, passing, permanent } from './answers.ts';
import type { Means } from './notifier.ts';

export interface ServiceRequest {
	/** As it is called in sentences: `Slack`. */
	service: string;
	url: string;
	method?: OutwardRequest['method'];
	headers?: Readonly<Record<string, string>>;
	/** An object is sent as JSON, URLSearchParams as a form, a text as it is. */
	body?: object | string | URLSearchParams | Uint8Array;
	/** Where the service says in its answer what it made of the request; the whole answer else. */
	saying?: (body: string) => string;
}

const USER_AGENT = 'Gatehouse (status page)';

/** Asks, and reads the outcome from the answer's status. */
export async function tell(request: ServiceRequest, means: Means): Promise<DeliveryOutcome> {
	const answer = await ask(request, means);
	if ('failed' in answer) return answer;
	const { service, saying } = request;
	return outcomeOf(answer, service, means.now, saying?.(answer.body));
}

/** The answer, whatever its status; or why there was none. */
export async function ask(
	{ service, url, method = 'POST', headers = {}, body }: ServiceRequest,
	{ ask: outward, signal }: Pick<Means, 'ask' | 'signal'>
): Promise<OutwardAnswer | NotDelivered> {
	const [type, sent] = encoded(body);
	try {
		return await outward(url, {
			method,
			headers: { 'user-agent': USER_AGENT, ...(type === null ? {} : { 'content-type': type }), ...headers },
			...(sent === undefined ? {} : { body: sent }),
			signal
		});
	} catch (error) {
		return failureOf(error, service, signal);
	}
}

function encoded(body: ServiceRequest['body']): [type: string | null, sent?: string | Uint8Array] {
	if (body === undefined) return [null];
	if (typeof body === 'string') return ['text/plain; charset=utf-8', body];
	if (body instanceof URLSearchParams) return ['application/x-www-form-urlencoded', body.toString()];
	if (body instanceof Uint8Array) return ['application/octet-stream', body];
	return ['application/json', JSON.stringify(body)];
}

/** No address of the request is in the sentence: in many services it is the secret. */
function failureOf(error: unknown, service: string, signal: AbortSignal): NotDelivered {
	const { code = '', message } = error as NodeJS.ErrnoException;
	if (code === 'EADDRFORBIDDEN') return permanent(`${service} was not asked: ${message}`);
	if (signal.aborted) return passing(`${service} did not answer in time.`);
	switch (code) {
		case 'UND_ERR_INVALID_ARG':
			return permanent(`${service} was not asked: an address or a header in its settings cannot be sent.`);
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return passing(`${service}: the name in its address could not be looked up (${code}).`);
		case 'ECONNREFUSED':
			return passing(`${service} refused the connection.`);
		case 'UND_ERR_CONNECT_TIMEOUT':
		case 'ETIMEDOUT':
			return passing(`${service} could not be connected to in time.`);
		case 'ECONNRESET':
		case 'UND_ERR_SOCKET':
		case 'EPIPE':
			return passing(`${service} closed the connection before it answered.`);
		case '':
			throw error;
		default:
			return passing(`${service} could not be asked (${code}).`);
	}
}
