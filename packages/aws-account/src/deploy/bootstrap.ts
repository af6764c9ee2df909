import { bootstrapQualifier, bootstrapVersionParameter, usualQualifier } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { BootstrapEnvironments, BootstrapStackParameters, Toolkit } from '@aws-cdk/toolkit-lib';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { accountClients } from '../read/account-clients.ts';
import { newsHost } from './news-host.ts';

/**
 * Whether the account has what the CDK deploys with.
 *
 * @throws Problem when the file names a bootstrap of its own that is not there: it is made by those who named it
 */
export async function isBootstrapped(workspace: Workspace, region: string): Promise<boolean> {
  const qualifier = bootstrapQualifier(workspace);
  const Name = `/${bootstrapVersionParameter(qualifier)}`;
  try {
    await new SSMClient({ region }).send(new GetParameterCommand({ Name }));
    return true;
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    if (qualifier === usualQualifier) return false;
    throw new Problem({
      code: 'NotBootstrapped',
      message: `The file names the CDK bootstrap "${qualifier}", which ${region} does not have: the parameter ${Name} is not there.`,
      fix: `Run cdk bootstrap --qualifier ${qualifier} for this account and region.`,
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  }
}

export interface BootstrapPlace {
  readonly account: string;
  readonly region: string;
  /** ARNs of what CloudFormation may do there; empty: the CDK's default, which is everything. */
  readonly executionPolicies: readonly string[];
  /** Default: the CDK's own. */
  readonly qualifier?: string;
}

/** Makes what the CDK deploys with. */
export async function bootstrap(
  toolkit: Toolkit,
  { account, region, executionPolicies, qualifier }: BootstrapPlace,
): Promise<void> {
  const cloudFormationExecutionPolicies = [...executionPolicies];
  await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`]), {
    parameters: BootstrapStackParameters.withExisting({
      ...(executionPolicies.length === 0 ? {} : { cloudFormationExecutionPolicies }),
      ...(qualifier === undefined ? {} : { qualifier }),
    }),
  });
}

/**
 * Makes it in the account that the environment leads to, under the qualifier of a workspace; there already, it is brought up
 * to date.
 */
export async function bootstrapAccount(workspace: Workspace, executionPolicies: readonly string[]): Promise<void> {
  const { region, sts } = accountClients(workspace);
  const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const toolkit = new Toolkit({ ioHost: newsHost(() => undefined), color: false, emojis: false });
  await bootstrap(toolkit, { account, region, executionPolicies, qualifier: bootstrapQualifier(workspace) });
}
