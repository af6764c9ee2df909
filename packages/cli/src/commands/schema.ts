import { resolve } from 'node:path';
import { oneLine } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { writeSchemas } from '../write-schemas.ts';

/** Put the JSON Schemas of this version beside the files, so that editors complete and check them. */
export async function schema(io: Io, folder: string, options: { json?: boolean }): Promise<ExitCode> {
  const schemas = writeSchemas(resolve(io.cwd, folder));
  io.out(options.json ? `${JSON.stringify({ schemas })}\n` : `Wrote ${schemas.map(oneLine).join(' and ')}.\n`);
  return exitCodes.done;
}
