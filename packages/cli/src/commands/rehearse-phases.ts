import { describeFailure, type Workspace } from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { assemblyFolders, withOneMore } from '../rehearsal/assemblies.ts';
import type { DeployResult, DestroyResult, Phase, PhaseAnswer } from '../rehearsal/phase.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface PhasesOptions {
  readonly file: string;
  /** Folder that `writeAssemblies` has filled. */
  readonly assemblies: string;
}

/**
 * Go through the phases that are asked for, each named by a line of the input, in whichever account the environment
 * leads to; each is answered with a line.
 */
export async function rehearsePhases(io: Io, options: PhasesOptions): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, options.file));
  const folders = assemblyFolders(options.assemblies);
  const ways: Readonly<Record<Phase, () => Promise<DeployOutcome | DestroyOutcome>>> = {
    deploy: () => deployed(workspace, folders.workspace),
    change: () => deployed(withOneMore(workspace), folders.withOneMore),
    destroy: () => destroyed(workspace),
    redeploy: () => deployed(workspace, folders.workspace),
  };
  for await (const line of io.lines()) {
    const phase = line as Phase;
    io.out(`${JSON.stringify(await answerOf(phase, ways[phase]))}\n`);
  }
  return exitCodes.done;
}

type DeployOutcome = Omit<DeployResult, 'phase' | 'seconds'>;
type DestroyOutcome = Omit<DestroyResult, 'phase' | 'seconds'>;

async function answerOf(phase: Phase, go: () => Promise<DeployOutcome | DestroyOutcome>): Promise<PhaseAnswer> {
  const began = performance.now();
  try {
    const outcome = await go();
    return { phase, ...outcome, seconds: Math.round(performance.now() - began) / 1000 } as PhaseAnswer;
  } catch (error) {
    return { phase, problem: describeFailure(error) };
  }
}

async function deployed(workspace: Workspace, folder: string): Promise<DeployOutcome> {
  const { deploy } = await import('@atelier/aws-account');
  const { stacks, unchanged } = await deploy({ workspace, folder, concurrency: 8 }, () => undefined);
  const changed = stacks.map(({ stack }) => stack).filter((stack) => !unchanged.includes(stack));
  return { stacks: stacks.length, changed };
}

/** Everything goes, kept or not: what stays would only be in the way of the next phase. */
async function destroyed(workspace: Workspace): Promise<DestroyOutcome> {
  const { accountClients, destroy, destroyPlan, leftovers, readDestroyGround, skippedTime, stepOutline, withLock } =
    await import('@atelier/aws-account');
  const all: Workspace = { ...workspace, studio: { ...workspace.studio, homeFolders: 'delete' } };
  const clients = accountClients(workspace);
  const steps = destroyPlan(await readDestroyGround(all, clients), all, { stores: 'delete' });
  const told = () => undefined;
  await withLock({ workspace, doing: 'destroy', told }, () => destroy(steps, clients, told, skippedTime()));
  const left = leftovers(await readDestroyGround(all, clients), { stores: 'delete', homeFolders: 'delete' });
  return {
    steps: steps.map(stepOutline),
    leftovers: left.map(({ sentence }) => sentence),
  };
}
