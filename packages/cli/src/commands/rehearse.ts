import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Synthesis } from '@atelier/aws';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { longestChain } from '../longest-chain.ts';
import { writeAssemblies } from '../rehearsal/assemblies.ts';
import type { DeployResult, DestroyResult, Phase, PhaseResult } from '../rehearsal/phase.ts';
import type { Act } from '../rehearsal/rehearse-cycle.ts';
import type { FaultReport } from '../rehearsal/rehearse-faults.ts';
import type { Stage } from '../rehearsal/stage.ts';
import { rehearsalText } from '../text/rehearsal-text.ts';
import { wholeNumber } from '../whole-number.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface RehearseOptions {
  readonly faults?: boolean;
  readonly every?: string;
  readonly json?: boolean;
}

/** What a rehearsal came to. */
export interface RehearsalReport {
  readonly deploy: {
    readonly stacks: number;
    readonly seconds: number;
    /** Minutes of the longest chain on AWS, documented or assumed. */
    readonly awsMinutes: number;
    /** The same resources in one stack. */
    readonly awsMinutesInOneStack: number;
    /** The same resources one after another. */
    readonly awsMinutesOneByOne: number;
  };
  readonly change: { readonly stacks: readonly string[]; readonly seconds: number };
  readonly destroy: Omit<DestroyResult, 'phase'>;
  readonly redeploy: { readonly ok: boolean; readonly seconds: number };
  readonly calls: number;
  /** Calls that the stand-in does not know, as service and action: nothing was proven of them. */
  readonly refused: readonly string[];
  /** Resources that code of their own would make, as stack and logical id: it does not run in a rehearsal. */
  readonly notRun: readonly string[];
  /** Null: nobody asked for faults. */
  readonly faults: (FaultReport & { readonly seconds: number }) | null;
}

/** Show what a deployment, a change and a teardown would do, with the real code against a pretended account. */
export async function rehearse(io: Io, file: string | undefined, options: RehearseOptions): Promise<ExitCode> {
  const every = wholeNumber('--every', options.every ?? '1', 1);
  const path = workspaceFile(io, file);
  const workspace = await readWorkspace(path);
  const [{ openStage }, { rehearseCycle }] = await Promise.all([
    import('../rehearsal/stage.ts'),
    import('../rehearsal/rehearse-cycle.ts'),
  ]);
  const assemblies = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  const stages: Stage[] = [];
  const open = async () => {
    const stage = await openStage(io, { workspace, file: path, assemblies });
    stages.push(stage);
    return stage;
  };
  try {
    const minutes = await minutesOf(await writeAssemblies(workspace, assemblies));
    const acts = await rehearseCycle(await open(), ({ phase, result }) => io.err(`${phase}: ${result.seconds} s\n`));
    while (options.faults && stages.length < availableParallelism()) await open();
    const faults = options.faults ? await failCalls(io, acts, { stages, every }) : null;
    const report = { ...reportOf(acts, minutes), notRun: await notRunIn(acts), faults };
    io.out(options.json ? `${JSON.stringify(report, null, 2)}\n` : rehearsalText(report));
    return isClean(report) ? exitCodes.done : exitCodes.failed;
  } finally {
    await Promise.all(stages.map((each) => each.close()));
    await rm(assemblies, { recursive: true, force: true });
  }
}

async function failCalls(
  io: Io,
  acts: readonly Act[],
  { stages, every }: { readonly stages: readonly Stage[]; readonly every: number },
): Promise<NonNullable<RehearsalReport['faults']>> {
  const { rehearseFaults } = await import('../rehearsal/rehearse-faults.ts');
  const began = performance.now();
  const progress = (done: number, of: number) => {
    if (done % 50 === 0 || done === of) io.err(`faults: ${done} of ${of}\n`);
  };
  const report = await rehearseFaults(stages, acts, { every, progress });
  return { ...report, seconds: Math.round(performance.now() - began) / 1000 };
}

function isClean({ destroy, redeploy, faults }: RehearsalReport): boolean {
  return destroy.leftovers.length === 0 && redeploy.ok && (faults === null || faults.harm.length === 0);
}

async function notRunIn(acts: readonly Act[]): Promise<readonly string[]> {
  const { pretendedResources } = await import('@atelier/simulated-aws');
  return acts.filter(({ phase }) => phase === 'change').flatMap(({ before }) => pretendedResources(before));
}

function reportOf(acts: readonly Act[], minutes: Minutes): Omit<RehearsalReport, 'faults' | 'notRun'> {
  const calls = acts.flatMap((act) => act.calls);
  const unknown = calls
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ service, action }) => `${service} ${action}`);
  const first = resultOf(acts, 'deploy');
  const change = resultOf(acts, 'change');
  const again = resultOf(acts, 'redeploy');
  const { phase: _, ...destroy } = resultOf(acts, 'destroy');
  return {
    deploy: { stacks: first.stacks, seconds: first.seconds, ...minutes },
    change: { stacks: change.changed, seconds: change.seconds },
    destroy,
    redeploy: { ok: again.changed.length === again.stacks, seconds: again.seconds },
    calls: calls.length,
    refused: [...new Set(unknown)],
  };
}

function resultOf(acts: readonly Act[], phase: DeployResult['phase']): DeployResult;
function resultOf(acts: readonly Act[], phase: 'destroy'): DestroyResult;
function resultOf(acts: readonly Act[], phase: Phase): PhaseResult {
  const found = acts.find((act) => act.phase === phase);
  if (found === undefined) throw new Error(`A rehearsal goes through ${phase}.`);
  return found.result;
}

type Minutes = Pick<RehearsalReport['deploy'], 'awsMinutes' | 'awsMinutesInOneStack' | 'awsMinutesOneByOne'>;

async function minutesOf({ stacks, dependencies }: Synthesis): Promise<Minutes> {
  const chain = await longestChain(stacks, dependencies);
  return {
    awsMinutes: chain.stacksMinutes,
    awsMinutesInOneStack: chain.oneStackMinutes,
    awsMinutesOneByOne: chain.sumMinutes,
  };
}
