import {
  accountClients,
  bootstrapAccount,
  deploy,
  destroy,
  destroyPlan,
  leftovers,
  readDestroyGround,
  skippedTime,
  stepOutline,
  withLock,
} from '@atelier/aws-account';
import type { Workspace } from '@atelier/core';
import { describeFailure } from '@atelier/problem';
import { assemblyFolders, withOneMore } from './assemblies.ts';
import type { DeployResult, DestroyResult, Phase, PhaseAnswer } from './phase.ts';

type DeployOutcome = Omit<DeployResult, 'phase' | 'seconds'>;
type DestroyOutcome = Omit<DestroyResult, 'phase' | 'seconds'>;

/**
 * Goes through one phase with the real code, in whichever account the environment leads to; never throws.
 *
 * `assemblies` is the folder that `writeAssemblies` has filled.
 */
export async function performPhase(phase: Phase, workspace: Workspace, assemblies: string): Promise<PhaseAnswer> {
  const began = performance.now();
  try {
    const outcome = await waysThrough(workspace, assemblies)[phase]();
    return { phase, ...outcome, seconds: Math.round(performance.now() - began) / 1000 } as PhaseAnswer;
  } catch (error) {
    return { phase, problem: describeFailure(error) };
  }
}

/**
 * Makes in an account what the CDK deploys with, as whoever hands out rights does before the first phase; never throws.
 *
 * `executionPolicies` are ARNs of what CloudFormation may do; empty: everything.
 */
export async function performBootstrap(workspace: Workspace, executionPolicies: readonly string[]): Promise<object> {
  try {
    await bootstrapAccount(workspace, executionPolicies);
    return {};
  } catch (error) {
    return { phase: 'deploy', problem: describeFailure(error) };
  }
}

function waysThrough(
  workspace: Workspace,
  assemblies: string,
): Readonly<Record<Phase, () => Promise<DeployOutcome | DestroyOutcome>>> {
  const folders = assemblyFolders(assemblies);
  return {
    deploy: () => deployed(workspace, folders.workspace),
    change: () => deployed(withOneMore(workspace), folders.withOneMore),
    destroy: () => destroyed(workspace),
    redeploy: () => deployed(workspace, folders.workspace),
  };
}

async function deployed(workspace: Workspace, folder: string): Promise<DeployOutcome> {
  const { stacks, unchanged, assignments } = await deploy({ workspace, folder, concurrency: 8 }, () => undefined);
  const changed = stacks.map(({ stack }) => stack).filter((stack) => !unchanged.includes(stack));
  const [kept] = [...(assignments?.notAssigned ?? []), ...(assignments?.notReleased ?? [])];
  // The directory is in the account, and has everybody: whoever is not let in would stay out for good.
  if (kept !== undefined) throw kept.problem;
  return { stacks: stacks.length, changed, getIn: assignments?.letIn ?? namesByProvider(workspace) };
}

/** A provider of the file says who somebody is, and each person's role is deployed with them. */
function namesByProvider({ signIn, people }: Workspace): readonly string[] {
  return signIn.provider === null ? [] : people.map(({ signInName }) => signInName);
}

/** Everything goes, kept or not: what stays would only be in the way of the next phase. */
async function destroyed(workspace: Workspace): Promise<DestroyOutcome> {
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
