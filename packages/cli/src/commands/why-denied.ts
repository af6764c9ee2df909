import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { type GivenPolicyOptions, givenPolicies } from '../given-policies.ts';
import type { Io } from '../io.ts';
import { possibleChanges } from '../possible-changes.ts';
import { readParts } from '../read-parts.ts';
import { deniedText } from '../text/denied-text.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface DeniedOptions extends GivenPolicyOptions {
  readonly denied: string;
  readonly from?: string;
  readonly file?: string;
  readonly json?: boolean;
}

/** What AWS has refused, by records of CloudTrail or pasted messages, beside what the file says; 0 where the file allows all of it. */
export async function whyDenied(io: Io, words: readonly string[], options: DeniedOptions): Promise<ExitCode> {
  const [named, second] = words;
  if (second !== undefined || options.from !== undefined) throw noQuestion();
  const file = workspaceFile(io, options.file ?? named);
  const workspace = await readWorkspace(file);
  const { deniedReport, readPriceBook } = await import('@atelier/aws');
  const bytes = options.denied === '-' ? io.input() : await bytesIn(resolve(io.cwd, options.denied), options.denied);
  const report = await deniedReport({
    workspace,
    parts: readParts(bytes),
    prices: await readPriceBook(),
    load: await possibleChanges(file),
    limits: await givenPolicies(io, workspace, options),
  });
  io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : deniedText(report));
  const isAllowed = report.answers.every(({ answer }) => answer?.answer === 'yes') && report.untold.length === 0;
  return isAllowed ? exitCodes.done : exitCodes.refused;
}

async function bytesIn(path: string, named: string): Promise<AsyncIterable<Uint8Array>> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new Problem({
      code: 'NotReadable',
      message: `${named} cannot be read: the system says ${error.code}.`,
      fix: 'Correct the path of --denied, or write - to give the message on standard input.',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  });
  const status = await handle.stat();
  if (status.isDirectory()) {
    await handle.close();
    throw new Problem({
      code: 'NotAFile',
      message: `${named} is a folder.`,
      fix: 'Name one file; several go in together by: cat FOLDER/* | atelier why --denied -',
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  }
  return handle.createReadStream();
}

function noQuestion(): Problem {
  return new Problem({
    code: 'DeniedWithQuestion',
    message: '--denied reads who asked for what out of its input: only the workspace file may stand beside it.',
    fix: 'Write atelier why --denied FILE, or ask a question without --denied.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
