import { stackNames } from '@atelier/aws';
import { regionNamed } from '@atelier/aws-regions';
import { readTemplates, type StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { Toolkit } from '@aws-cdk/toolkit-lib';
import { type HeldLock, withLock } from '../lock/with-lock.ts';
import type { Assignments } from '../sign-in/assign-people.ts';
import { carryOutTakeBack } from '../take-back/carry-out-take-back.ts';
import type { SetAside, TakenBack } from '../take-back/take-back.ts';
import { bootstrap } from './bootstrap.ts';
import { type CheckedAccount, checkAccount } from './check-account.ts';
import { deployProblem, Interrupted } from './deploy-problem.ts';
import { deployStacks } from './deploy-stacks.ts';
import { type DeployNews, newsHost } from './news-host.ts';
import { afterNews, notBegun, type StackProgress } from './stack-progress.ts';
import { withLateTags } from './with-late-tags.ts';

export interface DeployInputs {
  readonly workspace: Workspace;
  /** Cloud assembly that `synthesise` has written. */
  readonly folder: string;
  /** Stacks deployed at once, where their order allows it. */
  readonly concurrency: number;
  /** ARNs of what CloudFormation may do in an account that has to be bootstrapped; default: the CDK's, everything. */
  readonly executionPolicies?: readonly string[];
  /** Id of somebody's lock that is taken over. */
  readonly breakLock?: string | undefined;
  /** Aborts when the person interrupts. */
  readonly interrupted?: AbortSignal;
}

export interface DeployedStackOutputs {
  readonly stack: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly account: string;
  readonly region: string;
  readonly bootstrapped: boolean;
  /** What earlier stacks had kept, and is part of these again. */
  readonly takenBack: readonly TakenBack[];
  /** Repositories that gave their names to new ones. */
  readonly setAside: readonly SetAside[];
  readonly stacks: readonly DeployedStackOutputs[];
  /** Stacks that CloudFormation had nothing to do for. */
  readonly unchanged: readonly string[];
  /** Whom Identity Center lets in now; null: people sign in otherwise. */
  readonly assignments: Assignments | null;
}

/** Hears what happens, and how far every stack is after it. */
export type DeployListener = (news: DeployNews, stacks: readonly StackProgress[]) => void;

/**
 * Deploy a synthesised workspace, several stacks at once where the graph allows, while nobody else deploys or destroys it.
 *
 * What is deployed is compared with what is to be before anything is changed. What an earlier deployment has kept becomes part
 * of the stacks again, before they are changed.
 *
 * It may be run again after any failure or interruption: CloudFormation's own state says what is left to do. Interrupted it
 * rejects at once, and leaves CloudFormation at what it has begun; a process that is interrupted has to be ended then, as
 * the toolkit may go on listening.
 *
 * @throws Problem for everything that the account or AWS refuses, `Interrupted` among them
 */
export async function deploy(inputs: DeployInputs, listener: DeployListener): Promise<Deployment> {
  const templates = await readTemplates([inputs.folder]);
  const names = templates.map(({ stack }) => stack);
  const told = (text: string) => listener({ kind: 'warning', text }, notBegun(names));
  const asked = { workspace: inputs.workspace, doing: 'deploy', breaks: inputs.breakLock, told } as const;
  return await withLock(asked, (lock) => deployLocked({ ...inputs, templates, lock }, listener));
}

interface LockedInputs extends DeployInputs {
  readonly templates: readonly StackTemplate[];
  readonly lock: HeldLock;
}

async function deployLocked(inputs: LockedInputs, listener: DeployListener): Promise<Deployment> {
  const { workspace, templates, lock, interrupted } = inputs;
  const checked = await checkAccount(workspace, templates);
  await lock.confirm();
  let stacks = notBegun(templates.map(({ stack }) => stack));
  const tell = (news: DeployNews) => {
    stacks = afterNews(stacks, news, Date.now());
    listener(news, stacks);
  };
  const host = newsHost(tell, interrupted);
  const toolkit = new Toolkit({ ioHost: host, color: false, emojis: false });
  try {
    const deployed = await unlessInterrupted(() => carryOut(toolkit, inputs, { ...checked, tell }), interrupted);
    const unchanged = stacks.filter(({ phase }) => phase === 'unchanged').map(({ stack }) => stack);
    return { ...deployed, unchanged };
  } catch (error) {
    const { account, region } = checked.account;
    throw deployProblem(error, `deploying ${workspace.name} to ${account} in ${region}`, stacks);
  }
}

interface Carrying extends CheckedAccount {
  tell(news: DeployNews): void;
}

async function carryOut(
  toolkit: Toolkit,
  { templates, executionPolicies = [], ...inputs }: LockedInputs,
  { tell, ...checked }: Carrying,
): Promise<Omit<Deployment, 'unchanged'>> {
  const { account, region } = checked.account;
  const { isBootstrapped, clients, takeBack } = checked;
  if (!isBootstrapped) await bootstrap(toolkit, { account, region, executionPolicies });
  const { workspace, folder, interrupted } = inputs;
  const place = { account, region, partition: regionNamed(region)?.partition ?? 'aws' };
  const first = stackNames.network(workspace.name);
  await carryOutTakeBack({ takeBack, folder, place, first, interrupted }, (stack) =>
    tell({ kind: 'stack', stack, phase: 'preparing', total: null }),
  );
  const names = templates.map(({ stack }) => stack);
  const { stacks, assignments } = await withLateTags({ workspace, templates, checked }, () =>
    deployStacks({ ...inputs, toolkit, clients, stacks: names }),
  );
  return {
    account,
    region,
    bootstrapped: !isBootstrapped,
    takenBack: takeBack.stacks.flatMap(({ things }) => things),
    setAside: takeBack.setAside,
    stacks: stacks.map(({ stackName, outputs }) => ({ stack: stackName, outputs })),
    assignments,
  };
}

/** Result of the work; once the person interrupts, it is not awaited any more and `Interrupted` is thrown. */
function unlessInterrupted<Result>(work: () => Promise<Result>, interrupted?: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const interrupt = () => reject(new Interrupted());
    if (interrupted?.aborted) return interrupt();
    interrupted?.addEventListener('abort', interrupt, { once: true });
    work().then(resolve, reject);
  });
}
