// `generate` needs no schema engine, but the CLI looks for one at every start; any file that exists satisfies it.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

import { defineConfig } from 'prisma/config';

export default defineConfig({ schema: 'prisma/schema.prisma' });
