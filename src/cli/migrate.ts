/** `npm run db:migrate -- NAME`: writes the migration that brings prisma/migrations up to prisma/schema.prisma. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { difference } from '../lib/server/database/engine.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
	console.error('Name the migration in lower case, such as: npm run db:migrate -- add_regions');
	process.exit(1);
}
const folder = path.resolve('prisma/migrations');
const schema = { path: 'schema.prisma', content: readFileSync('prisma/schema.prisma', 'utf8') };
const sql = await difference(folder, schema);
if (sql === '') {
	console.log('The migrations already add up to the schema.');
} else {
	const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
	const target = path.join(folder, `${stamp}_${name}`);
	mkdirSync(target, { recursive: true });
	writeFileSync(path.join(target, 'migration.sql'), sql);
	console.log(`Wrote ${path.relative(process.cwd(), target)}/migration.sql`);
}
