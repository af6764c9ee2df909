import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pages } from './pages.ts';

const root = join(import.meta.dirname, '../..');
for (const [file, text] of Object.entries(await pages(root))) await writeFile(join(root, file), text);
