import { readPriceBook } from '@atelier/aws';
import {
  accountClients,
  accountStatus,
  bootstrapAccount,
  deploy,
  destroy,
  destroyPlan,
  leftovers,
  readAccount,
  readDestroyGround,
  skippedTime,
  stepOutline,
  withLock,
} from '@atelier/aws-account';
import type { Workspace } from '@atelier/core';
import { describeFailure } from '@atelier/problem';
import { GetObjectCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { assemblyFolder } from './assemblies.ts';
import { changedWorkspace } from './changes/changes.ts';
import type { DeployResult, DestroyResult, PhaseAnswer, PhaseResult, ReadResult, StatusResult, Work } from './phase.ts';
import { dataBuckets } from './put-work.ts';

type Untimed<Result extends PhaseResult> = Omit<Result, 'seconds'>;

/**
 * Does the work of a phase with the real code, in whichever account the environment leads to; never throws.
 *
 * `assemblies` is the folder with what is deployed.
 */
export async function performWork(work: Work, workspace: Workspace, assemblies: string): Promise<PhaseAnswer> {
  const began = performance.now();
  const seconds = () => Math.round(performance.now() - began) / 1000;
  try {
    const result = await resultOf(work, workspace, assemblies);
    return { ...result, seconds: seconds() };
  } catch (error) {
    return { problem: describeFailure(error), seconds: seconds() };
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
    return { problem: describeFailure(error), seconds: 0 };
  }
}

function resultOf(
  work: Work,
  workspace: Workspace,
  assemblies: string,
): Promise<Untimed<DeployResult> | Untimed<DestroyResult> | Untimed<StatusResult> | Untimed<ReadResult>> {
  switch (work.kind) {
    case 'deploy':
      return deployed(changedWorkspace(workspace, work.change), assemblyFolder(assemblies, work.change));
    case 'destroy':
      return destroyed(workspace, work.stores);
    case 'status':
      return statusOf(workspace);
    case 'read-kept':
      return readKept(workspace);
  }
}

async function deployed(workspace: Workspace, folder: string): Promise<Untimed<DeployResult>> {
  const { stacks, unchanged, assignments } = await deploy({ workspace, folder, concurrency: 8 }, () => undefined);
  const changed = stacks.map(({ stack }) => stack).filter((stack) => !unchanged.includes(stack));
  const [kept] = [...(assignments?.notAssigned ?? []), ...(assignments?.notReleased ?? [])];
  // The directory is in the account, and has everybody: whoever is not let in would stay out for good.
  if (kept !== undefined) throw kept.problem;
  const getIn = assignments?.letIn ?? namesByProvider(workspace);
  return { did: 'deploy', stacks: stacks.length, changed, getIn };
}

/** A provider of the file says who somebody is, and each person's role is deployed with them. */
function namesByProvider({ signIn, people }: Workspace): readonly string[] {
  return signIn.provider === null ? [] : people.map(({ signInName }) => signInName);
}

async function destroyed(file: Workspace, stores: 'keep' | 'delete'): Promise<Untimed<DestroyResult>> {
  const homeFolders = stores === 'delete' ? stores : file.studio.homeFolders;
  const workspace: Workspace = { ...file, studio: { ...file.studio, homeFolders } };
  const clients = accountClients(workspace);
  const steps = destroyPlan(await readDestroyGround(workspace, clients), workspace, { stores });
  const told = () => undefined;
  await withLock({ workspace, doing: 'destroy', told }, () => destroy(steps, clients, told, skippedTime()));
  const left = leftovers(await readDestroyGround(workspace, clients), { stores, homeFolders });
  return {
    did: 'destroy',
    steps: steps.map(stepOutline),
    leftovers: left.map(({ id, sentence, isKept }) => ({ id, sentence, isKept })),
  };
}

async function statusOf(workspace: Workspace): Promise<Untimed<StatusResult>> {
  const account = await readAccount(workspace, accountClients(workspace));
  const { stacks, notOurs } = accountStatus(account, await readPriceBook());
  const statuses = Object.fromEntries(stacks.map(({ name, status }) => [name, status]));
  return { did: 'status', stacks: statuses, notOurs: notOurs.length };
}

/** Reads the data of each project, as somebody does who wants it elsewhere. */
async function readKept(workspace: Workspace): Promise<Untimed<ReadResult>> {
  const { s3, sts, region } = accountClients(workspace);
  const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const place = { partition: 'aws', account, region };
  const objects: Record<string, string> = {};
  for (const Bucket of dataBuckets(workspace, place)) {
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    for (const { Key } of Versions) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      objects[`${Bucket}/${Key}`] = (await Body?.transformToString()) ?? '';
    }
  }
  return { did: 'read-kept', objects };
}
