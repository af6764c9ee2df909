import * as z from 'zod';
import { flowFile } from './flow-file.ts';
import { workspaceFile } from './workspace-file.ts';

/** The JSON Schemas that editors complete and check the files with: name of the schema's file to its text. */
export function jsonSchemas(): Readonly<Record<'atelier.schema.json' | 'flow.schema.json', string>> {
  return {
    'atelier.schema.json': textOf(workspaceFile, 'An Atelier workspace'),
    'flow.schema.json': textOf(flowFile, 'An Atelier flow'),
  };
}

function textOf(schema: z.ZodType, title: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-07' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
