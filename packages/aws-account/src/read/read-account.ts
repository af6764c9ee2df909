import type { Workspace } from '@atelier/core';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Account } from './account.ts';
import type { AccountClients } from './account-clients.ts';
import { awsProblem } from './aws-problem.ts';
import { endpointLogs } from './endpoint-logs.ts';
import { type Ownership, whyNotOurs } from './ownership.ts';
import { readDomains } from './read-domains.ts';
import { readFileSystems, readInterfaces, readNfsGroups } from './read-homes.ts';
import { readKept } from './read-kept.ts';
import { readRetained } from './read-retained.ts';
import { readModelGroups, readServing } from './read-serving.ts';
import { readStacks } from './read-stacks.ts';
import { readBuckets, readKeys, readLogGroups } from './read-stores.ts';
import { readTracking } from './read-tracking.ts';
import { refuseWrongAccount } from './refuse-wrong-account.ts';

/**
 * All of a workspace that is in the account, asked of AWS alone: by tags, by names and by what its stacks hold or kept.
 *
 * @param before the id of its first stack when that was last there
 * @throws Problem for everything that AWS refuses, and for credentials of another account than the file's
 */
export async function readAccount(
  workspace: Workspace,
  clients: AccountClients,
  before: string | null = null,
): Promise<Account> {
  try {
    return await read(workspace, clients, before);
  } catch (error) {
    throw awsProblem(error, `reading what the account holds of ${workspace.name}`, 'Nothing was changed.');
  }
}

async function read(workspace: Workspace, clients: AccountClients, before: string | null): Promise<Account> {
  const { name } = workspace;
  const { Account: account = '' } = await clients.sts.send(new GetCallerIdentityCommand({}));
  refuseWrongAccount(workspace, account);
  const { id, since, stacks, foreignStacks, ...of } = await readStacks(name, clients.cloudFormation);
  const kept = await readKept({ workspace: name, stacks, since }, clients.cloudFormation);
  const held = stacks.flatMap(({ resources }) => resources);
  const idsOf = (type: string) => [
    ...new Set([...held, ...kept.resources].flatMap((each) => (each.type === type ? each.id : []))),
  ];
  const vpc = held.find(({ type }) => type === 'AWS::EC2::VPC')?.id ?? null;
  // Two dashes: `acme-two--` is another workspace's, and no name has two in a row.
  const prefix = `${name}--`;
  const ids = id === null && before !== null ? [before] : [...(id === null ? [] : [id]), ...kept.firstIds];
  const ownership = { workspace: name, account, region: clients.region, ids };
  const named = (...types: readonly string[]) => ({ ownership, prefix, ofStacks: new Set(types.flatMap(idsOf)) });
  const groups = idsOf('AWS::EC2::SecurityGroup');
  const [studio, tracking, { serving, ...ofServing }, modelGroups, buckets, keys, retained] = await Promise.all([
    readStudio({ ownership, known: idsOf('AWS::SageMaker::Domain'), vpc, groups }, clients),
    readTracking(named('AWS::SageMaker::MlflowApp', 'AWS::SageMaker::MlflowTrackingServer'), clients.sageMaker),
    readServing(
      named('AWS::SageMaker::Endpoint', 'AWS::SageMaker::EndpointConfig', 'AWS::SageMaker::Model'),
      new Set(idsOf('AWS::IAM::Role')),
      clients.sageMaker,
    ),
    readModelGroups(named('AWS::SageMaker::ModelPackageGroup'), clients.sageMaker),
    readBuckets(named('AWS::S3::Bucket'), clients.s3),
    readKeys(idsOf('AWS::KMS::Key'), clients.keys),
    readRetained({ held, kept: kept.resources }, clients),
  ]);
  const ofEndpoints = new Set(serving.endpoints.map((endpoint) => endpointLogs(endpoint.name)));
  const ofLogs = { ...named('AWS::Logs::LogGroup'), prefix: endpointLogs(prefix), ofEndpoints };
  const logGroups = await readLogGroups(ofLogs, clients.logs);
  const notOurs = [of, tracking, ofServing, modelGroups, buckets, logGroups].flatMap((each) => each.notOurs);
  return {
    ...{ account, region: clients.region, workspace: name, id, ids, vpc, stacks, foreignStacks, ...studio, notOurs },
    ...{ tracking: tracking.ours, serving, modelGroups: modelGroups.ours, buckets: buckets.ours },
    ...{ logGroups: logGroups.ours, keys, retained, kept: kept.resources },
  };
}

interface StudioOf {
  readonly ownership: Ownership;
  readonly known: readonly string[];
  readonly vpc: string | null;
  /** Security groups of its stacks. */
  readonly groups: readonly string[];
}

async function readStudio({ ownership, known, vpc, groups }: StudioOf, clients: AccountClients) {
  const [domains, fileSystems, nfsGroups] = await Promise.all([
    readDomains({ ownership, known }, clients.sageMaker),
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
    domains: domains.filter((domain) => domain.isOurs || domain.name === ownership.workspace || domain.vpc === vpc),
    fileSystems: fileSystems.filter(
      (system) =>
        whyNotOurs(system.tags, ownership, false) === null ||
        isOurs(
          system.domain,
          system.mountTargets.map((target) => target.vpc),
        ),
    ),
    nfsGroups: ofHomes,
    interfaces: [...new Map([...inNetwork, ...withGroups].map((each) => [each.id, each])).values()],
  };
}
