import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { initialFile, parseWorkspace, renderIssues } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { workspaceFile } from '../workspace-file.ts';
import { writeSchemas } from '../write-schemas.ts';

/** Write a first workspace file and the schemas that it names; one that is there stays as it is. */
export async function init(io: Io, name: string, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const file = workspaceFile(io, options.file);
  const text = initialFile(name);
  const parsed = parseWorkspace({ file, folder: dirname(file), text });
  if (!parsed.ok) throw badName(file, name, renderIssues(parsed.problems));
  if (existsSync(file)) throw alreadyThere(file);
  const schemas = writeSchemas(dirname(file));
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  io.out(
    options.json
      ? `${JSON.stringify({ file, schemas })}\n`
      : `Wrote ${file}. Check it with "atelier check", start it with "atelier up".\n`,
  );
  return exitCodes.done;
}

function badName(file: string, name: string, issues: string): Problem {
  return new Problem({
    code: 'BadWorkspaceName',
    message: `"${name}" cannot name a workspace.\n${issues.trimEnd()}`,
    fix: 'Give another name: atelier init NAME.',
    whose: 'yours',
    state: `${file} was not written.`,
  });
}

function alreadyThere(file: string, cause?: unknown): Problem {
  const message = `${file} is there already.`;
  const fix = 'Edit it, or name another with --file.';
  return new Problem({ code: 'FileExists', message, fix, whose: 'yours', state: 'Nothing was changed.' }, cause);
}

function cannotWrite(file: string, cause: unknown): Problem {
  if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return alreadyThere(file, cause);
  const message = `${file} cannot be written: ${(cause as Error).message}.`;
  const fix = 'Name a place that can be written with --file.';
  return new Problem({ code: 'NotWritten', message, fix, whose: 'yours' }, cause);
}
