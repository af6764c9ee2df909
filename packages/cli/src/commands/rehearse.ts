import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Synthesis } from '@atelier/aws';
import type { PhaseRecord, RehearsalReport, Session } from '@atelier/rehearsal';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { rehearsalText } from '../text/rehearsal-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface RehearseOptions {
  readonly faults?: boolean;
  readonly every?: string;
  readonly json?: boolean;
}

/** Show what a deployment, a change and a teardown would do, with the real code against a simulated account. */
export async function rehearse(io: Io, file: string | undefined, options: RehearseOptions): Promise<ExitCode> {
  const every = wholeNumber('--every', options.every ?? '1', 1);
  const path = workspaceFile(io, file);
  const workspace = await readWorkspace(path);
  const { isClean, openSession, rehearsalReport, rehearseCycle, writeAssemblies } = await import('@atelier/rehearsal');
  const assemblies = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  const sessions: Session[] = [];
  const open = async (synthesis: Synthesis) => {
    const session = await openSession(io, { workspace, file: path, assemblies, synthesis });
    sessions.push(session);
    return session;
  };
  try {
    const synthesis = await writeAssemblies(workspace, assemblies);
    const notified = ({ phase, result }: PhaseRecord) => io.err(`${phase}: ${result.seconds} s\n`);
    const records = await rehearseCycle(await open(synthesis), notified);
    while (options.faults && sessions.length < availableParallelism()) await open(synthesis);
    const faults = options.faults ? await failCalls(io, records, { sessions, every }) : null;
    const notUnderstood = [...new Set(sessions.flatMap(({ simulated }) => [...simulated.notAnswered]))].toSorted();
    const report = await rehearsalReport(synthesis, records, { faults, notUnderstood });
    io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : rehearsalText(report));
    return isClean(report) ? exitCodes.done : exitCodes.failed;
  } finally {
    await Promise.all(sessions.map((each) => each.close()));
    await rm(assemblies, { recursive: true, force: true });
  }
}

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
