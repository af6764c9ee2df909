import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PhaseRecord, RehearsalReport, Session } from '@atelier/rehearsal';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { rehearsalText } from '../text/rehearsal-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface RehearseOptions {
  readonly changes?: string;
  readonly faults?: boolean;
  readonly every?: string;
  readonly json?: boolean;
}

/** Show what a deployment, changes and teardowns would do, with the real code against a simulated account. */
export async function rehearse(io: Io, file: string | undefined, options: RehearseOptions): Promise<ExitCode> {
  const every = wholeNumber('--every', options.every ?? '1', 1);
  const rehearsal = await import('@atelier/rehearsal');
  const chosen = rehearsal.chosenChanges(options.changes ?? 'all');
  const path = workspaceFile(io, file);
  const workspace = await readWorkspace(path);
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  const sessions: Session[] = [];
  try {
    const assemblies = rehearsal.assembliesIn(folder, workspace);
    const synthesis = await assemblies.of(null);
    while (sessions.length < mostSessions)
      sessions.push(await rehearsal.openSession(io, { workspace, file: path, assemblies }));
    const { phases, leftOut } = rehearsal.phasesOf(workspace, chosen);
    const notified = ({ phase, answer }: PhaseRecord) => io.err(`${phase.name}: ${answer.seconds} s\n`);
    const records = await rehearsal.rehearseCycle(sessions, phases, notified);
    const faults = options.faults ? await failCalls(io, records, { sessions, every }) : null;
    const notUnderstood = [...new Set(sessions.flatMap(({ simulated }) => [...simulated.notAnswered]))].toSorted();
    const report = await rehearsal.rehearsalReport(synthesis, records, { faults, notUnderstood, leftOut });
    io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : rehearsalText(report));
    return rehearsal.isClean(report) ? exitCodes.done : exitCodes.failed;
  } finally {
    await Promise.all(sessions.map((each) => each.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Accounts at once; all of them are in this process, so that more would wait for it. */
const mostSessions = Math.min(availableParallelism(), 3);

async function failCalls(
  io: Io,
  records: readonly PhaseRecord[],
  { sessions, every }: { readonly sessions: readonly Session[]; readonly every: number },
): Promise<NonNullable<RehearsalReport['faults']>> {
  const { rehearseFaults } = await import('@atelier/rehearsal');
  const began = performance.now();
  const progress = (done: number, of: number) => {
    if (done % 50 === 0 || done === of) io.err(`faults: ${done} of ${of}\n`);
  };
  const report = await rehearseFaults(sessions, records, { every, progress });
  return { ...report, seconds: Math.round(performance.now() - began) / 1000 };
}
