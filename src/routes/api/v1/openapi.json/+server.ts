/** What the API can do, as OpenAPI 3.1; it says nothing of this installation but its address, and is open to read. */
import { base } from '$app/paths';
import { openApiDocument } from '$lib/server/api/openapi';
import { OPERATIONS } from '$lib/server/api/operations';
import { etagOf } from '$lib/server/http/etag';
import { jsonAnswer } from '$lib/server/http/answers';
import { VERSION } from '$lib/server/version';
import type { RequestHandler } from './$types';

const document = JSON.stringify(openApiDocument(OPERATIONS, `${base}/api/v1`, VERSION), null, 2);
const etag = etagOf(Buffer.from(document));

export const GET: RequestHandler = ({ request }) => jsonAnswer(request, document, etag);
