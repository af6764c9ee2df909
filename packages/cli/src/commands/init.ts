import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { initialFile, parseWorkspace, renderIssues } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { workspaceFile } from '../workspace-file.ts';

/** Write a first workspace file; one that is there stays as it is. */
export async function init(io: Io, name: string, options: { file?: string; json?: boolean }): Promise<ExitCode> {
  const file = workspaceFile(io, options.file);
  const text = initialFile(name);
  const parsed = parseWorkspace({ file, folder: dirname(file), text });
  if (!parsed.ok) throw badName(file, name, renderIssues(parsed.problems));
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    throw cannotWrite(file, error);
  }
  io.out(
    options.json
      ? `${JSON.stringify({ file })}\n`
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

function cannotWrite(file: string, cause: unknown): Problem {
  const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
  const details = {
    code: exists ? 'FileExists' : 'CannotWrite',
    message: exists ? `${file} is there already.` : `${file} cannot be written: ${(cause as Error).message}.`,
    fix: exists ? 'Edit it, or name another with --file.' : 'Name a place that can be written with --file.',
    whose: 'yours',
    state: 'Nothing was changed.',
  } as const;
  return new Problem(details, cause);
}
