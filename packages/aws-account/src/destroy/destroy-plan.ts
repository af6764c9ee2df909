import { idTag, keptPolicy, namesOf, onAws, stackNames, workspaceTag } from '@atelier/aws';
import { regionNamed } from '@atelier/aws-regions';
import type { Workspace } from '@atelier/core';
import type { Account, DomainFound, RetainedFound, StackFound } from '../read/account.ts';
import type { Tags } from '../read/ownership.ts';
import { deletionRounds } from './deletion-rounds.ts';
import { destroyBlockers } from './destroy-blockers.ts';
import type { DestroyGround } from './destroy-ground.ts';
import type { DestroyAction, DestroyPolicy, DestroyStep } from './destroy-step.ts';
import { isKeyNeeded } from './needed-key.ts';
import { runningSteps } from './running-steps.ts';
import { throwBlockers } from './throw-blockers.ts';

/** Documented where AWS says so, otherwise assumed. */
const minutes = {
  ...{
    assignments: 0.2,
    apps: 10,
    spaces: 0.5,
    profiles: 0.5,
    tracking: 3,
    trackingServer: 25,
    serving: 2,
    models: 0.2,
    domain: 6,
  },
  ...{ mountTargets: 1.5, accessPoints: 0.2, fileSystem: 0.5, nfsGroups: 5, interfaces: 5, stack: 2 },
  ...{ workgroup: 5, namespace: 3, network: 3, bucket: 0.5, logGroups: 0.2, key: 0.1 },
};

/**
 * The teardown of a workspace, in the order that AWS needs; what is not there has no step.
 *
 * @throws Problem for all that speaks against it
 */
export function destroyPlan(
  account: DestroyGround,
  workspace: Workspace,
  policy: DestroyPolicy,
): readonly DestroyStep[] {
  throwBlockers(destroyBlockers(account));
  const domains = account.domains.filter(({ isOurs }) => isOurs);
  return [
    ...assignmentSteps(account),
    ...domains.flatMap(insideDomain),
    ...runningSteps(account.running),
    ...work(account, policy),
    ...domains.map((domain) => domainStep(domain, account, workspace)),
    ...homeSteps(account, workspace),
    ...stackSteps(account, workspace),
    ...storeSteps(account, workspace, policy),
  ];
}

function step(id: string, action: DestroyAction, what: string, awsMinutes: number, keeps: readonly string[] = []) {
  return { id, action, what, awsMinutes, keeps } satisfies DestroyStep;
}

/** First: whoever signs in while their profile is deleted would get another. Without the domain it is forgotten alone. */
function assignmentSteps({ assigned, workspace, domains }: DestroyGround): DestroyStep[] {
  if (assigned.length === 0) return [];
  const what = `Take ${many(assigned, 'assignment')} in Identity Center back.`;
  const applications = domains.flatMap(({ isOurs, application }) => (isOurs ? (application ?? []) : []));
  return [step('assignments', { kind: 'assignments', workspace, assigned, applications }, what, minutes.assignments)];
}

/** Deletions of one kind run side by side: many take as long as one. */
function insideDomain({ id: domain, apps, spaces, profiles }: DomainFound): DestroyStep[] {
  const inside = [
    step(`apps ${domain}`, { kind: 'apps', domain }, `Delete ${many(apps, 'running app')}.`, minutes.apps),
    step(`spaces ${domain}`, { kind: 'spaces', domain }, `Delete ${many(spaces, 'space')}.`, minutes.spaces),
    step(`profiles ${domain}`, { kind: 'profiles', domain }, `Delete ${many(profiles, 'profile')}.`, minutes.profiles),
  ];
  return inside.filter((_, place) => [apps, spaces, profiles][place]?.length !== 0);
}

function work(account: Account, { stores }: DestroyPolicy): DestroyStep[] {
  const { tracking, serving, modelGroups } = account;
  const idsOf = (kind: 'app' | 'server') => tracking.filter((each) => each.kind === kind).map(({ id }) => id);
  const endpoints = serving.endpoints.map(({ name }) => name);
  const { configs, models } = serving;
  const isServing = endpoints.length + configs.length + models.length > 0;
  const trackingMinutes = idsOf('server').length > 0 ? minutes.trackingServer : minutes.tracking;
  const trackingAction = { kind: 'tracking', apps: idsOf('app'), servers: idsOf('server') } as const;
  return [
    ...(tracking.length > 0
      ? [step('tracking', trackingAction, `Delete the tracking: ${listed(tracking)}.`, trackingMinutes)]
      : []),
    ...(isServing
      ? [
          step(
            'serving',
            { kind: 'serving', endpoints, configs, models, mark: markOf(account) },
            `Delete ${many(endpoints, 'endpoint')}, ${many(configs, 'endpoint configuration')} and ${many(models, 'model')}.`,
            minutes.serving,
          ),
        ]
      : []),
    ...(modelGroups.length > 0 && stores === 'delete'
      ? [
          step(
            'models',
            { kind: 'models', groups: modelGroups },
            `Delete the registry: ${modelGroups.join(', ')}.`,
            minutes.models,
          ),
        ]
      : []),
  ];
}

function domainStep(
  { id, fileSystem }: DomainFound,
  account: Account,
  { studio: { homeFolders } }: Workspace,
): DestroyStep {
  const keeps = homeFolders === 'keep' && fileSystem !== null ? [`The home folders stay, in ${fileSystem}.`] : [];
  const what = `Delete the Studio domain ${id}${homeFolders === 'delete' ? ' with its home folders' : ''}.`;
  const action = { kind: 'domain', domain: id, homeFolders, mark: markOf(account) } as const;
  return step(`domain ${id}`, action, what, minutes.domain, keeps);
}

/** Tags for what stays of something that goes, and has none itself. */
function markOf({ workspace, id }: Account): Tags {
  return id === null ? {} : { [workspaceTag]: workspace, [idTag]: id };
}

/** Also for a domain that is kept or gone: mount targets and groups hold on to the network, whoever made them. */
function homeSteps({ fileSystems, nfsGroups }: Account, { studio: { homeFolders } }: Workspace): DestroyStep[] {
  const groups = nfsGroups.map(({ id }) => id);
  const systems = fileSystems.flatMap(({ id: fileSystem }) => [
    step(
      `mount-targets ${fileSystem}`,
      { kind: 'mount-targets', fileSystem },
      `Take ${fileSystem} out of the network: delete its mount targets.`,
      minutes.mountTargets,
      homeFolders === 'keep' ? [`The files in ${fileSystem} stay; a new mount target makes them readable again.`] : [],
    ),
    ...(homeFolders === 'delete' ? deleteFileSystem(fileSystem) : []),
  ]);
  if (groups.length === 0) return systems;
  const what = `Empty and delete the security groups of the home folders: ${groups.join(', ')}.`;
  return [...systems, step('nfs-groups', { kind: 'nfs-groups', groups }, what, minutes.nfsGroups)];
}

function deleteFileSystem(fileSystem: string): DestroyStep[] {
  return [
    step(
      `access-points ${fileSystem}`,
      { kind: 'access-points', fileSystem },
      `Delete the access points of ${fileSystem}.`,
      minutes.accessPoints,
    ),
    step(
      `file-system ${fileSystem}`,
      { kind: 'file-system', fileSystem },
      `Delete the file system ${fileSystem} with all home folders.`,
      minutes.fileSystem,
    ),
  ];
}

/**
 * Those of one round are deleted side by side. Stores are handed to operators once no stack uses them, and before the
 * endpoint goes by which their living policies let everybody else in.
 */
function stackSteps(account: Account, workspace: Workspace): DestroyStep[] {
  const rounds = deletionRounds(account.stacks, account.workspace);
  const ends = rounds.findIndex((round) => round.some(({ name }) => isBelowProjects(name, account.workspace)));
  const [before, after] = ends < 0 ? [rounds, []] : [rounds.slice(0, ends), rounds.slice(ends)];
  return [...roundSteps(before, account), ...policySteps(account, workspace), ...roundSteps(after, account)];
}

function isBelowProjects(stack: string, workspace: string): boolean {
  return [stackNames.network(workspace), stackNames.foundation(workspace)].includes(stack);
}

function policySteps({ buckets, account, region }: Account, workspace: Workspace): DestroyStep[] {
  const target = onAws(workspace);
  const place = { partition: regionNamed(region)?.partition ?? 'aws', region, account };
  const { accessLogsBucket } = namesOf(workspace.name, place, target.aws.iam.rolePath);
  const names = buckets
    .filter(({ name, isKept, isEmpty }) => name !== accessLogsBucket && (!isKept || isEmpty === null))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  const policies = names.map((bucket) => ({ bucket, policy: keptPolicy(target, place, bucket) }));
  const what = `Hand ${names.join(', ')} to operators: they list, read and delete there, from anywhere, and nobody writes.`;
  return [step('bucket-policies', { kind: 'bucket-policies', policies }, what, minutes.bucket)];
}

function roundSteps(rounds: ReturnType<typeof deletionRounds>, { vpc }: Account): DestroyStep[] {
  return rounds.flatMap((round) => {
    const names = round.map(({ name }) => name);
    const action = { kind: 'stacks', stacks: round.map(({ name, id }) => ({ name, id })) } as const;
    const what = `Delete the ${names.length === 1 ? 'stack' : 'stacks'} ${names.join(', ')}.`;
    return [
      ...interfaceSteps(round, vpc),
      step(`stacks ${names.join(' ')}`, action, what, Math.max(...round.map(stackMinutes))),
    ];
  });
}

/** A network cannot go before its interfaces, nor a security group in a network that stays. */
function interfaceSteps(round: readonly StackFound[], vpc: string | null): DestroyStep[] {
  const held = round.flatMap(({ resources }) => resources);
  const groups = held.flatMap(({ type, id }) => (type === 'AWS::EC2::SecurityGroup' ? id : []));
  const hasVpc = vpc !== null && held.some(({ id }) => id === vpc);
  if (!hasVpc && groups.length === 0) return [];
  const [filter, values] = hasVpc ? (['vpc-id', [vpc]] as const) : (['group-id', groups] as const);
  const what = `Wait until services have let go of their network interfaces in or with ${values.join(', ')}.`;
  return [step(`interfaces ${values.join(' ')}`, { kind: 'interfaces', filter, values }, what, minutes.interfaces)];
}

function stackMinutes({ resources }: StackFound): number {
  const has = (type: string) => resources.some((resource) => resource.type === type);
  if (has('AWS::RedshiftServerless::Workgroup')) return minutes.workgroup;
  return has('AWS::EC2::VPCEndpoint') ? minutes.network : minutes.stack;
}

function storeSteps(account: Account, { studio }: Workspace, { stores }: DestroyPolicy): DestroyStep[] {
  if (stores === 'keep') return [];
  const { buckets, logGroups, keys, retained } = account;
  const names = logGroups.map(({ name }) => name);
  // A key that is gone takes everything with it that is encrypted by it.
  const live = isKeyNeeded(account, { stores, homeFolders: studio.homeFolders })
    ? []
    : keys.filter(({ state }) => state !== 'PendingDeletion');
  return [
    ...retained.map(retainedStep),
    ...buckets.map(({ name, isEmpty }) =>
      step(
        `bucket ${name}`,
        { kind: 'bucket', bucket: name },
        `${isEmpty ? 'Delete' : 'Empty (every version) and delete'} the bucket ${name}.`,
        minutes.bucket,
      ),
    ),
    ...(names.length > 0
      ? [
          step(
            'log-groups',
            { kind: 'log-groups', groups: names },
            `Delete the log groups ${names.join(', ')}.`,
            minutes.logGroups,
          ),
        ]
      : []),
    ...live.map(({ id }) =>
      step(`key ${id}`, { kind: 'key', key: id }, `Schedule the deletion of the key ${id} in 30 days.`, minutes.key),
    ),
  ];
}

function retainedStep({ kind, name }: RetainedFound): DestroyStep {
  if (kind === 'repository') {
    const action = { kind, repository: name } as const;
    return step(`repository ${name}`, action, `Delete the repository ${name} with its code.`, minutes.bucket);
  }
  const action = { kind, namespace: name } as const;
  return step(`namespace ${name}`, action, `Delete the warehouse's data in ${name}.`, minutes.namespace);
}

function many(things: readonly unknown[], one: string): string {
  return `${things.length} ${one}${things.length === 1 ? '' : 's'}`;
}

function listed(things: readonly { readonly name: string }[]): string {
  return things.map(({ name }) => name).join(', ');
}
