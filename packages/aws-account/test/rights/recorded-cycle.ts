import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '@atelier/aws';
import {
  deploy,
  destroy,
  destroyPlan,
  readAccount,
  readDestroyGround,
  stackDrift,
  withLock,
} from '@atelier/aws-account';
import { type Call, putIdentityCenter, startSimulatedAccount, type World } from '@atelier/simulated-aws';
import { Toolkit } from '@aws-cdk/toolkit-lib';
import type { AwsWorkspace } from '../../../aws/src/stacks/ground.ts';
import { example } from '../../../aws/test/example.ts';
import { bootstrap } from '../../src/deploy/bootstrap.ts';
import { newsHost } from '../../src/deploy/news-host.ts';
import type { DestroyPolicy } from '../../src/destroy/destroy-step.ts';
import type { AccountClients } from '../../src/read/account-clients.ts';
import { signInStatus } from '../../src/sign-in/sign-in-status.ts';
import { clientsOf, keepHomes, put, sleepless, work } from '../acme-account.ts';

/** Commands that a person runs, by which the calls to AWS with the person's own credentials are kept. */
export type Doing = 'deploy' | 'change' | 'status' | 'destroy' | 'restore';
export type RecordedCalls = Readonly<Record<Doing, readonly Call[]>>;

/**
 * The example deployed, changed, looked at with its drift and destroyed, in a bootstrapped account with work in it and with
 * a domain of somebody else. The teardown first keeps the home folders, so that it has to remove them by itself; what it keeps
 * is taken back once more, before all of it goes.
 */
export async function recordedCycle(): Promise<RecordedCalls> {
  const simulated = await startSimulatedAccount();
  const recorded: Record<Doing, Call[]> = { deploy: [], change: [], status: [], destroy: [], restore: [] };
  const record = async (doing: Doing, act: () => Promise<unknown>) => {
    const begin = simulated.calls.length;
    await act();
    recorded[doing].push(...simulated.calls.slice(begin).filter(({ caller }) => caller.includes('/acme-operator/')));
  };
  try {
    const workspace = bounded(await example('acme'), simulated.world);
    const clients = clientsOf(simulated, workspace);
    const [region, account] = [workspace.aws.region, simulated.world.account];
    const toolkit = new Toolkit({ ioHost: newsHost(() => undefined), color: false, emojis: false });
    await bootstrap(toolkit, { account, region, executionPolicies: [] });
    putIdentityCenter(simulated.world, {
      users: workspace.people.map(({ signInName }) => signInName),
      groups: { g: [] },
    });
    await record('deploy', () => deployed(withTags(workspace, { team: 'blue', floor: '3' })));
    assignGroupInstead(simulated.world);
    await record('change', () => deployed(withTags(withoutLast(workspace), { team: 'green' })));
    const { domains } = await readAccount(workspace, clients);
    const domain = domains[0]?.id ?? '';
    await work(domain, simulated, clients);
    // Studio gives the tags of its domain, which has no id.
    const Tags = [{ Key: 'atelier:workspace', Value: 'acme' }];
    put(simulated.world, 'AWS::SageMaker::Model', 'acme--tried', { ModelName: 'acme--tried', Tags });
    putDomainOfSomebodyElse(simulated.world);
    await record('status', async () => signInStatus(workspace, await readAccount(workspace, clients), clients));
    await record('status', async () => stackDrift(await readAccount(workspace, clients), clients, sleepless()));
    await record('destroy', () => keepHomes({ simulated, clients, workspace }));
    const withoutHomes = { ...workspace, studio: { ...workspace.studio, homeFolders: 'delete' as const } };
    await record('destroy', () => destroyed(withoutHomes, clients, 'keep'));
    await record('restore', () => deployed(workspace));
    await record('destroy', () => destroyed(withoutHomes, clients, 'delete'));
    await record('status', () => readAccount(workspace, clients));
    return recorded;
  } finally {
    await simulated.close();
  }
}

/** Somebody assigns a group, and takes the assignment of one person away, who is looked for in it then. */
function assignGroupInstead({ resources }: World): void {
  const [first] = resources.list('AWS::SSO::ApplicationAssignment');
  if (first === undefined) throw new Error('Nobody was assigned.');
  const properties = { ...first.properties, PrincipalType: 'GROUP', PrincipalId: 'g' };
  resources.put({ ...first, id: first.id.replace(/USER.*$/, 'GROUP|g'), properties });
  resources.remove(first.type, first.id);
}

/** With the boundary that whoever hands out the rights has made. */
function bounded({ aws, ...workspace }: AwsWorkspace, world: World): AwsWorkspace {
  const permissionsBoundary = 'AtelierBoundary-acme';
  put(world, 'AWS::IAM::ManagedPolicy', `arn:aws:iam::${world.account}:policy/${permissionsBoundary}`, {});
  return { ...workspace, aws: { ...aws, iam: { ...aws.iam, permissionsBoundary } } };
}

async function deployed(workspace: AwsWorkspace): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rights-'));
  try {
    await synthesise(workspace, { folder });
    await deploy({ workspace, folder, concurrency: 8 }, () => undefined);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function withTags({ aws, ...workspace }: AwsWorkspace, tags: Readonly<Record<string, string>>): AwsWorkspace {
  return { ...workspace, aws: { ...aws, tags } };
}

function withoutLast(workspace: AwsWorkspace): AwsWorkspace {
  const last = workspace.people.at(-1)?.name;
  return {
    ...workspace,
    people: workspace.people.filter(({ name }) => name !== last),
    projects: workspace.projects.map((project) => ({
      ...project,
      members: project.members.filter((member) => member !== last),
    })),
  };
}

async function destroyed(
  workspace: AwsWorkspace,
  clients: AccountClients,
  stores: DestroyPolicy['stores'],
): Promise<void> {
  const told = () => undefined;
  await withLock({ workspace, doing: 'destroy', told }, async (lock) => {
    const steps = destroyPlan(await readDestroyGround(workspace, clients), workspace, { stores });
    await lock.confirm();
    await destroy(steps, clients, told, sleepless());
  });
}

function putDomainOfSomebodyElse(world: World): void {
  const properties = { DomainName: 'elsewhere', VpcId: 'vpc-elsewhere' };
  const domain = put(world, 'AWS::SageMaker::Domain', 'd-elsewhere', properties);
  const DomainArn = 'arn:aws:sagemaker:eu-central-1:123456789012:domain/d-elsewhere';
  world.resources.put({ ...domain, attributes: { DomainArn } });
}
