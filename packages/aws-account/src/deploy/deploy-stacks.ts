import { randomUUID } from 'node:crypto';
import { stackNames } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import {
  type DeployResult,
  ExpandStackSelection,
  StackSelectionStrategy,
  type StackSelector,
  type Toolkit,
} from '@aws-cdk/toolkit-lib';
import type { AccountClients } from '../read/account-clients.ts';
import { type Assignments, assignPeople } from '../sign-in/assign-people.ts';
import { Interrupted } from './deploy-problem.ts';

export interface StacksToDeploy {
  readonly toolkit: Toolkit;
  readonly workspace: Workspace;
  /** Cloud assembly. */
  readonly folder: string;
  /** Names of its stacks. */
  readonly stacks: readonly string[];
  readonly concurrency: number;
  readonly clients: AccountClients;
  readonly interrupted?: AbortSignal | undefined;
}

export interface DeployedStacks {
  readonly stacks: DeployResult['stacks'];
  /** Null: people sign in without Identity Center. */
  readonly assignments: Assignments | null;
}

/**
 * Deploys the stacks of an assembly. With Identity Center people are assigned as soon as the domain is there and before any
 * of their profiles is made, as AWS wants it (CloudFormation's page on AWS::SageMaker::UserProfile).
 */
export async function deployStacks(to: StacksToDeploy): Promise<DeployedStacks> {
  const { workspace, clients, interrupted } = to;
  if (workspace.signIn.method !== 'sso')
    return { stacks: await deployed(to, { strategy: StackSelectionStrategy.ALL_STACKS }), assignments: null };
  const foundation = stackNames.foundation(workspace.name);
  const base = await deployed(to, { ...only([foundation]), expand: ExpandStackSelection.UPSTREAM });
  const application = base.find(({ stackName }) => stackName === foundation)?.outputs.SignInApplicationArn;
  if (application === undefined) throw new Error(`The stack ${foundation} says no application of Identity Center.`);
  if (interrupted?.aborted) throw new Interrupted();
  const assignments = await assignPeople(workspace, application, clients);
  if (interrupted?.aborted) throw new Interrupted();
  const rest = to.stacks.filter((stack) => !base.some(({ stackName }) => stackName === stack));
  const others = rest.length === 0 ? [] : await deployed(to, only(rest));
  return { stacks: [...base, ...others], assignments };
}

function only(patterns: readonly string[]): StackSelector {
  return { strategy: StackSelectionStrategy.PATTERN_MUST_MATCH, patterns: [...patterns] };
}

async function deployed(
  { toolkit, folder, concurrency }: StacksToDeploy,
  stacks: StackSelector,
): Promise<DeployResult['stacks']> {
  const result = await toolkit.deploy(await toolkit.fromAssemblyDirectory(folder), {
    stacks,
    concurrency,
    // Under the CDK's own name two deployments at once would delete each other's change sets.
    deploymentMethod: { method: 'change-set', changeSetName: `atelier-${randomUUID()}` },
  });
  return result.stacks;
}
