import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jsonSchemas } from '../packages/core/src/config/schema/json-schema.ts';

for (const [file, text] of Object.entries(jsonSchemas())) await writeFile(join(import.meta.dirname, file), text);
