import { type Account, type AppFound, goesWithStack, type StackFound, type TrackingFound } from '../read/account.ts';
import type { DestroyGround } from './destroy-ground.ts';
import { isKeyNeeded, type KeptStores } from './needed-key.ts';

/** Something of a workspace that is in the account. */
export interface Leftover {
  /** Such as `domain d-1`. */
  readonly id: string;
  /** Text of what it is, what it costs or holds up, and what to do. */
  readonly sentence: string;
  /** Whether AWS charges for it. */
  readonly isBillable: boolean;
  /** Whether it stays because the workspace's file or the person said so. */
  readonly isKept: boolean;
}

/** Everything that is still there, with what of it costs money, and what of it was meant to stay. */
export function leftovers(account: DestroyGround, kept: KeptStores): readonly Leftover[] {
  return [
    ...account.stacks.map(ofStack),
    ...account.domains.filter(({ isOurs }) => isOurs).flatMap(ofDomain),
    ...account.assigned.map(({ user, signInName }) =>
      left(`assignment ${user}`, false, `${signInName} is assigned in Identity Center, as the workspace remembers it.`),
    ),
    ...ofRunning(account),
    ...ofWork(account, kept),
    ...ofHomes(account, kept),
    ...ofNetwork(account),
    ...ofStores(account, kept),
  ];
}

const left = (id: string, isBillable: boolean, sentence: string, isKept = false): Leftover => ({
  ...{ id, sentence, isBillable, isKept },
});

const billableTypes = /^AWS::(EC2::(VPCEndpoint|NatGateway)|RedshiftServerless::\w+|KMS::Key|SecretsManager::Secret)$/;

function ofStack({ name, status, reason, resources }: StackFound): Leftover {
  const costs = [...new Set(resources.filter(({ type }) => billableTypes.test(type)).map(({ type }) => type))];
  const why = reason === null ? '' : ` (${reason.trim()})`;
  const price = costs.length === 0 ? '' : ` AWS charges for what it holds: ${costs.join(', ')}.`;
  return left(`stack ${name}`, costs.length > 0, `The stack ${name} is in ${status}${why}.${price}`);
}

function ofDomain({ id, status, apps, spaces, profiles }: Account['domains'][number]): Leftover[] {
  return [
    left(
      `domain ${id}`,
      false,
      `The Studio domain ${id} is ${status}; its name and its network are taken as long as it is there.`,
    ),
    ...apps.map(ofApp),
    ...spaces.map(({ name }) =>
      left(`space ${name}`, true, `The space ${name} has a disk that is charged by the month.`),
    ),
    ...profiles.map(({ name }) => left(`profile ${name}`, false, `The profile ${name} holds its domain.`)),
  ];
}

function ofApp({ name, space, profile, instance, status }: AppFound): Leftover {
  const owner = space ?? profile;
  const place = instance === null ? '' : ` on ${instance}`;
  return status === 'Failed'
    ? left(`app ${owner}/${name}`, false, `The app ${name} of ${owner} has failed; it holds its space.`)
    : left(`app ${owner}/${name}`, true, `The app ${name} of ${owner}${place} is ${status} and charged by the hour.`);
}

function ofTracking({ kind, name, status }: TrackingFound): Leftover {
  if (kind === 'app') return left(`tracking ${name}`, false, `The tracking app ${name} is there; its name is taken.`);
  return status === 'Stopped'
    ? left(`tracking ${name}`, false, `The tracking server ${name} is stopped; started, it is charged by the hour.`)
    : left(
        `tracking ${name}`,
        true,
        `The tracking server ${name} is charged for every hour, although no domain shows it.`,
      );
}

function ofRunning({ running: { jobs, notebooks, pipelines, schedules } }: DestroyGround): Leftover[] {
  return [
    ...jobs.map(({ kind, name }) =>
      left(`${kind} ${name}`, true, `The ${kind} ${name} runs and is charged by the hour.`),
    ),
    ...notebooks.map(({ name, status }) =>
      left(`notebook ${name}`, true, `The notebook instance ${name} is ${status}; its disk is charged by the month.`),
    ),
    ...pipelines.map((name) => left(`pipeline ${name}`, false, `The pipeline ${name} is there; its name is taken.`)),
    ...schedules.map((name) => left(`schedule ${name}`, true, `The schedule ${name} begins jobs that are charged.`)),
  ];
}

function ofWork({ tracking, serving, modelGroups }: Account, { stores }: KeptStores): Leftover[] {
  return [
    ...tracking.map(ofTracking),
    ...serving.endpoints.map(({ name }) =>
      left(`endpoint ${name}`, true, `The endpoint ${name} is charged by the hour.`),
    ),
    ...serving.configs.map((name) =>
      left(`endpoint-config ${name}`, false, `The endpoint configuration ${name} is there.`),
    ),
    ...serving.models.map((name) => left(`model ${name}`, false, `The model ${name} is there.`)),
    ...modelGroups.map((name) =>
      left(`registry ${name}`, false, `The registry ${name} is there with its models.`, stores === 'keep'),
    ),
  ];
}

function ofHomes({ fileSystems, nfsGroups }: Account, { homeFolders }: KeptStores): Leftover[] {
  return [
    ...fileSystems.flatMap(({ id, domain, mountTargets, accessPoints }) => [
      left(
        `file-system ${id}`,
        true,
        `The file system ${id} has the home folders of ${domain} and is charged by the month and GB.`,
        homeFolders === 'keep',
      ),
      ...mountTargets.map((target) =>
        left(
          `mount-target ${target.id}`,
          false,
          `The mount target ${target.id} of ${id} holds its subnet and the network.`,
        ),
      ),
      ...accessPoints.map((point) =>
        left(`access-point ${point.id}`, false, `The access point ${point.id} holds ${id}.`),
      ),
    ]),
    ...nfsGroups.map(({ id, name, vpc }) =>
      left(`nfs-group ${id}`, false, `The security group ${id} (${name}) holds the network ${vpc}.`),
    ),
  ];
}

function ofNetwork({ interfaces, vpc: own }: Account): Leftover[] {
  const lingering = interfaces.filter((each) => !goesWithStack(each));
  return lingering.map(({ id, description, vpc }) => {
    const held = vpc === own ? `the network ${vpc}` : `a security group of the workspace in ${vpc}`;
    return left(`interface ${id}`, false, `The network interface ${id} (${description}) holds ${held}.`);
  });
}

function ofStores(account: Account, kept: KeptStores): Leftover[] {
  const { buckets, logGroups, keys, retained } = account;
  const isKept = kept.stores === 'keep';
  return [
    ...buckets.map(({ name, isEmpty }) =>
      left(
        `bucket ${name}`,
        !isEmpty,
        `The bucket ${name} is ${isEmpty ? 'empty' : `charged for what ${isEmpty === null ? 'may be' : 'is'} in it`}.`,
        isKept,
      ),
    ),
    ...logGroups.map(({ name, bytes }) =>
      left(`log-group ${name}`, bytes > 0, `The log group ${name} has ${bytes} bytes.`, isKept),
    ),
    ...keys
      .filter(({ state }) => state !== 'PendingDeletion')
      .map(({ id }) =>
        left(
          `key ${id}`,
          true,
          `The key ${id} is charged by the month; what it encrypts cannot be read without it.`,
          isKeyNeeded(account, kept),
        ),
      ),
    ...retained.map(({ kind, name }) =>
      kind === 'namespace'
        ? left(`namespace ${name}`, true, `The warehouse's data in ${name} is charged by the month and GB.`, isKept)
        : left(`repository ${name}`, false, `The repository ${name} is there with its code.`, isKept),
    ),
  ];
}
