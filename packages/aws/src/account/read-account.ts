import type { Workspace } from '@atelier/core';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { awsProblem } from './aws-problem.ts';
import { readDomains } from './read-domains.ts';
import { readFileSystems, readInterfaces, readNfsGroups } from './read-homes.ts';
import { readRetained } from './read-retained.ts';
import { readModelGroups, readServing } from './read-serving.ts';
import { readKept, readStacks } from './read-stacks.ts';
import { readBuckets, readKeys, readLogGroups } from './read-stores.ts';
import { readTracking } from './read-tracking.ts';
import { refuseWrongAccount } from './refuse-wrong-account.ts';

/**
 * What is in the account of a workspace, asked of AWS alone: by tags, by names and by what its stacks hold or kept.
 *
 * @throws Problem for everything that AWS refuses, and for credentials of another account than the file's
 */
export async function readAccount(workspace: Workspace, clients: AccountClients): Promise<Account> {
  try {
    return await read(workspace, clients);
  } catch (error) {
    throw awsProblem(error, `reading what the account holds of ${workspace.name}`, 'Nothing was changed.');
  }
}

async function read(workspace: Workspace, clients: AccountClients): Promise<Account> {
  const { name } = workspace;
  const { Account: account = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
  refuseWrongAccount(workspace, account);
  const [{ stacks, namesakes }, kept] = await Promise.all([
    readStacks(name, clients.cloudFormation),
    readKept(name, clients.cloudFormation),
  ]);
  const held = stacks.flatMap(({ resources }) => resources);
  const idsOf = (type: string) => [
    ...new Set([...held, ...kept].flatMap((each) => (each.type === type ? each.id : []))),
  ];
  const vpc = held.find(({ type }) => type === 'AWS::EC2::VPC')?.id ?? null;
  // Two dashes: `acme-two--` is another workspace's, and no name has two in a row.
  const projects = `${name}--`;
  const groups = idsOf('AWS::EC2::SecurityGroup');
  const [studio, tracking, serving, modelGroups, buckets, logGroups, keys, retained] = await Promise.all([
    readStudio({ workspace: name, known: idsOf('AWS::SageMaker::Domain'), vpc, groups }, clients),
    readTracking(projects, clients.sageMaker),
    readServing(projects, clients.sageMaker),
    readModelGroups(projects, clients.sageMaker),
    readBuckets(name, { account, region: clients.region }, clients.s3),
    readLogGroups({ names: idsOf('AWS::Logs::LogGroup'), prefix: endpointLogs(projects) }, clients.logs),
    readKeys(idsOf('AWS::KMS::Key'), clients.keys),
    readRetained({ held, kept }, clients),
  ]);
  const rest = { tracking, serving, modelGroups, buckets, logGroups, keys, retained };
  return { account, region: clients.region, workspace: name, vpc, stacks, namesakes, ...studio, ...rest };
}

interface StudioOf {
  readonly workspace: string;
  readonly known: readonly string[];
  readonly vpc: string | null;
  /** Security groups of its stacks. */
  readonly groups: readonly string[];
}

async function readStudio({ workspace, known, vpc, groups }: StudioOf, clients: AccountClients) {
  const [domains, fileSystems, nfsGroups] = await Promise.all([
    readDomains({ workspace, known }, clients.sageMaker),
    readFileSystems(clients),
    readNfsGroups(clients),
  ]);
  const ours = new Set([...known, ...domains.filter(({ isOurs }) => isOurs).map(({ id }) => id)]);
  const others = new Set(domains.filter(({ isOurs }) => !isOurs).map(({ id }) => id));
  // What serves a domain that nobody knows any more is ours where it stands in our own network.
  const isOurs = (domain: string, networks: readonly string[]) =>
    ours.has(domain) || (!others.has(domain) && vpc !== null && networks.includes(vpc));
  const ofHomes = nfsGroups.filter((group) => isOurs(group.domain, [group.vpc]));
  const [inNetwork, withGroups] = await Promise.all([
    readInterfaces('vpc-id', vpc === null ? [] : [vpc], clients),
    readInterfaces('group-id', [...groups, ...ofHomes.map(({ id }) => id)], clients),
  ]);
  return {
    domains: domains.filter((domain) => domain.isOurs || domain.name === workspace || domain.vpc === vpc),
    fileSystems: fileSystems.filter((system) =>
      isOurs(
        system.domain,
        system.mountTargets.map((target) => target.vpc),
      ),
    ),
    nfsGroups: ofHomes,
    interfaces: [...new Map([...inNetwork, ...withGroups].map((each) => [each.id, each])).values()],
  };
}

/** SageMaker opens a log group for each endpoint; nothing else that projects run has one to itself. */
function endpointLogs(projects: string): string {
  return `/aws/sagemaker/Endpoints/${projects}`;
}
