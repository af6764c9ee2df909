import { Problem, type Workspace } from '@atelier/core';
import { BootstrapEnvironments, StackSelectionStrategy, Toolkit } from '@aws-cdk/toolkit-lib';
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { accountClients } from '../account/account-clients.ts';
import { awsProblem } from '../account/aws-problem.ts';
import { deployObjections } from '../account/deploy-objections.ts';
import { readAccount } from '../account/read-account.ts';
import { type DeployNews, newsHost } from './news-host.ts';

export interface DeployInputs {
  readonly workspace: Workspace;
  /** Cloud assembly that `synthesise` has written. */
  readonly folder: string;
  /** Stacks deployed at once, where their order allows it. */
  readonly concurrency: number;
}

export interface DeployedStackOutputs {
  readonly stack: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly account: string;
  readonly region: string;
  readonly bootstrapped: boolean;
  readonly stacks: readonly DeployedStackOutputs[];
  /** Stacks that CloudFormation had nothing to do for. */
  readonly unchanged: readonly string[];
}

/**
 * Deploy a synthesised workspace, several stacks at once where the graph allows.
 *
 * It may be run again after any failure or interruption: CloudFormation's own state says what is left to do.
 *
 * @throws Problem for everything that the account or AWS refuses
 */
export async function deploy(inputs: DeployInputs, news: (event: DeployNews) => void): Promise<Deployment> {
  const { workspace, folder, concurrency } = inputs;
  const region = workspace.aws?.region ?? '';
  const account = await accountOf(workspace, region);
  const [objection] = deployObjections(await readAccount(workspace, accountClients(region)));
  if (objection !== undefined) throw objection;
  const changed = new Set<string>();
  const toolkit = new Toolkit({
    ioHost: newsHost((event) => {
      if (event.kind === 'resource') changed.add(event.stack);
      news(event);
    }),
    color: false,
    emojis: false,
  });
  const doing = `deploying ${workspace.name} to ${account} in ${region}`;
  try {
    const missing = !(await isBootstrapped(workspace, region));
    if (missing) await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`]));
    const { stacks } = await toolkit.deploy(await toolkit.fromAssemblyDirectory(folder), {
      stacks: { strategy: StackSelectionStrategy.ALL_STACKS },
      concurrency,
    });
    return {
      account,
      region,
      bootstrapped: missing,
      stacks: stacks.map(({ stackName, outputs }) => ({ stack: stackName, outputs })),
      unchanged: stacks.map(({ stackName }) => stackName).filter((name) => !changed.has(name)),
    };
  } catch (error) {
    throw awsProblem(error, doing);
  }
}

/** What the CDK's own bootstrap is called. */
const usualQualifier = 'hnb659fds';

/**
 * Whether the account has what the CDK deploys with.
 *
 * @throws Problem when the file names a bootstrap of its own that is not there: it is made by those who named it
 */
async function isBootstrapped({ aws }: Workspace, region: string): Promise<boolean> {
  const qualifier = aws?.synthesizer.qualifier ?? usualQualifier;
  const Name = `/cdk-bootstrap/${qualifier}/version`;
  try {
    await new SSMClient({ region }).send(new GetParameterCommand({ Name }));
    return true;
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
    if (qualifier === usualQualifier) return false;
    throw new Problem({
      code: 'NotBootstrapped',
      message: `The file names the CDK bootstrap "${qualifier}", which ${region} does not have: the parameter ${Name} is not there.`,
      fix: `Run cdk bootstrap --qualifier ${qualifier}, or remove aws.synthesizer.qualifier.`,
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  }
}

async function accountOf({ aws }: Workspace, region: string): Promise<string> {
  const client = new STSClient({ region });
  const { Account = '' } = await client.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw awsProblem(error, 'asking AWS whose credentials these are');
  });
  if (aws?.account === null || aws?.account === undefined || aws.account === Account) return Account;
  throw new Problem({
    code: 'WrongAccount',
    message: `The credentials are those of the account ${Account}; the file says aws.account: "${aws.account}".`,
    fix: `Sign in to ${aws.account}, or correct aws.account.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
