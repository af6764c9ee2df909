import { existsSync } from 'node:fs';
import { answers, examine, tryJourneys } from '@atelier/local';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { type DoctorFindings, doctorText } from '../text/doctor-text.ts';
import { readWorkspace, WorkspaceRefused, workspaceFile } from '../workspace-file.ts';

interface Options {
  readonly file?: string;
  readonly json?: boolean;
}

/**
 * Try from inside of every kind of sandbox what it must not allow, and as each person of a workspace that is up what they can
 * do and cannot; exit code 2 when something got out, was let in, or did not get to its end.
 */
export async function doctor(io: Io, options: Options): Promise<ExitCode> {
  const journeys = await journeysOf(io, options.file);
  const findings = { ...(await examine(io.env)), journeys };
  io.out(options.json ? `${JSON.stringify(findings, null, 2)}\n` : doctorText(findings));
  const holds = findings.examined.every(({ walls }) => walls.every(({ state }) => state === 'enforced'));
  const reaches = 'notTried' in journeys || journeys.broken.length + journeys.walls.notHeld.length === 0;
  return holds && reaches ? exitCodes.done : exitCodes.failed;
}

/** A machine can be looked at where there is no workspace, and where its file is being written. */
async function journeysOf(io: Io, named: string | undefined): Promise<DoctorFindings['journeys']> {
  const file = workspaceFile(io, named);
  if (named === undefined && !existsSync(file)) return { notTried: `There is no ${file}; --file names another one.` };
  const state = stateOf(io, named);
  if (!(await answers(state))) return { notTried: 'The workspace is down; "atelier up" starts it.' };
  try {
    return await tryJourneys(state, await readWorkspace(file));
  } catch (error) {
    if (!(error instanceof WorkspaceRefused)) throw error;
    return { notTried: 'The file has mistakes; "atelier check" shows them.' };
  }
}
