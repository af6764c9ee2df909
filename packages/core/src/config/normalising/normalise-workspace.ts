import type { AwsSettings } from '../../model/aws-settings.ts';
import type { FlowSpec } from '../../model/flow-spec.ts';
import type { NetworkDescription } from '../../model/network.ts';
import type { OutsideDoor } from '../../model/outside-door.ts';
import type { Person } from '../../model/person.ts';
import type { Project, WarehouseSize } from '../../model/project.ts';
import type { SignIn, SignInProvider } from '../../model/sign-in.ts';
import type { Studio, StudioIdleStop } from '../../model/studio.ts';
import type { Tracking } from '../../model/tracking.ts';
import type { Usage } from '../../model/usage.ts';
import type { PackageSource, SourceHost, Workspace } from '../../model/workspace.ts';
import { namedPath } from '../reading/named-path.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';
import { allowedPackage, canonicalPackage } from './allowed-package.ts';
import { minutesOf } from './duration.ts';
import { normaliseNetwork } from './normalise-network.ts';
import { profileName } from './profile-name.ts';

/** Where a workspace's parts come from that its file only points to. */
export interface Surroundings {
  /** Absolute path that the file's relative paths start from. */
  readonly folder: string;
  /** Flow files as written to what they say. */
  readonly flows: ReadonlyMap<string, FlowSpec>;
  /** Description of the existing network by AWS; null: the file names no description. */
  readonly description: NetworkDescription | null;
}

/** The workspace with every default filled in, units in one measure and paths absolute. */
export function normaliseWorkspace(written: WorkspaceFile, surroundings: Surroundings): Workspace {
  const { workspace, aws, signIn, network, studio, tracking, packages, source, people, projects, limits } = written;
  return {
    name: workspace,
    aws: aws === undefined ? null : normaliseAws(aws),
    signIn: normaliseSignIn(signIn, surroundings),
    frontDoor: written.frontDoor ? normaliseFrontDoor(written.frontDoor, surroundings) : null,
    network: normaliseNetwork(network, surroundings.description),
    studio: normaliseStudio(studio),
    tracking: normaliseTracking(tracking),
    packages: normalisePackages(packages, surroundings),
    source: normaliseSource(source),
    bigData: written.bigData,
    people: Object.entries(people).map(([name, person]) => normalisePerson(name, person)),
    projects: Object.entries(projects).map(([name, project]) => normaliseProject(name, project, surroundings)),
    limits: {
      monthlyUsd: limits.monthlyUsd ?? null,
      instances: limits.instances ?? null,
      fileSystems: limits.fileSystems,
    },
    usage: normaliseUsage(written.usage),
  };
}

function normaliseAws({
  region,
  account,
  tags,
  operators,
  iam,
  synthesizer,
  catalog,
}: NonNullable<WorkspaceFile['aws']>): AwsSettings {
  return {
    region,
    account: account ?? null,
    tags,
    operators: operators ?? null,
    iam: { rolePath: iam.rolePath, permissionsBoundary: iam.permissionsBoundary ?? null },
    synthesizer: {
      qualifier: synthesizer.qualifier ?? null,
      cloudFormationExecutionRole: synthesizer.cloudFormationExecutionRole ?? null,
      deployRoleArn: synthesizer.deployRoleArn ?? null,
      fileAssetPublishingRoleArn: synthesizer.fileAssetPublishingRoleArn ?? null,
      imageAssetPublishingRoleArn: synthesizer.imageAssetPublishingRoleArn ?? null,
      lookupRoleArn: synthesizer.lookupRoleArn ?? null,
    },
    catalog: catalog ?? null,
  };
}

function normaliseSignIn(
  { method, identityCenter, provider, oidc }: WorkspaceFile['signIn'],
  { folder }: Surroundings,
): SignIn {
  return {
    method,
    identityCenter: identityCenter ?? null,
    provider: provider ? normaliseProvider(provider) : null,
    oidc: oidc ? { ...oidc, secretFile: oidc.secretFile ? namedPath(folder, oidc.secretFile).path : null } : null,
  };
}

function normaliseFrontDoor(
  { certificate, key, ...place }: NonNullable<WorkspaceFile['frontDoor']>,
  { folder }: Surroundings,
): OutsideDoor {
  return { ...place, certificate: namedPath(folder, certificate).path, key: namedPath(folder, key).path };
}

function normaliseProvider({ kind, arn, audience }: NonNullable<WorkspaceFile['signIn']['provider']>): SignInProvider {
  if (kind !== 'oidc') return { kind, arn };
  if (audience === undefined) throw new Error('An OIDC provider without an audience has passed the rules.');
  return { kind, arn, audience };
}

function normaliseStudio(studio: WorkspaceFile['studio']): Studio {
  const { name, appConfig } = studio.image;
  return {
    ...studio,
    idleStop: studio.idleStop === 'off' ? null : normaliseIdleStop(studio.idleStop),
    image: name === null || appConfig === null ? null : { name, appConfig },
    cloneRepository: studio.cloneRepository ?? null,
    disk: studio.disk ?? null,
    unified: { ...studio.unified, owner: studio.unified.owner ?? null },
  };
}

function normaliseIdleStop({
  after,
  min,
  max,
}: Exclude<WorkspaceFile['studio']['idleStop'], 'off'>): StudioIdleStop | null {
  if (after === undefined) return null;
  return {
    afterMinutes: minutesOf(after),
    minMinutes: min === undefined ? null : minutesOf(min),
    maxMinutes: max === undefined ? null : minutesOf(max),
  };
}

function normaliseTracking({ kind, ...tracking }: WorkspaceFile['tracking'] & Pick<Tracking, 'kind'>): Tracking {
  if (kind === 'none') return { kind };
  const store = {
    name: tracking.name ?? 'mlflow',
    autoRegister: tracking.autoRegister ?? false,
    bucket: tracking.bucket ?? null,
    prefix: tracking.prefix ?? '/',
    maintenance: tracking.maintenance ?? null,
  };
  if (kind === 'app') return { kind, ...store };
  return {
    kind,
    ...store,
    scope: tracking.scope ?? 'project',
    hours: tracking.hours ?? null,
    size: tracking.size ?? 'Small',
    version: tracking.version ?? null,
  };
}

function normalisePackages(
  { upstream, allow, quarantineDays, own, sources }: WorkspaceFile['packages'],
  { folder }: Surroundings,
): PackageSource {
  return {
    upstream,
    allow: allow === 'all' ? allow : allow.map(allowedPackage),
    quarantineDays,
    own: own === undefined ? null : namedPath(folder, own).path,
    sources: sources.map(canonicalPackage),
  };
}

function normaliseSource({ kind, arn, owner }: WorkspaceFile['source']): SourceHost {
  if (kind !== 'connection') return { kind };
  if (arn === undefined) throw new Error('A connection without an ARN has passed the rules.');
  return { kind, arn, owner: owner ?? null };
}

function normaliseUsage({ peopleAtWork, counted, ...usage }: WorkspaceFile['usage']): Usage {
  return {
    ...usage,
    peopleAtWork: peopleAtWork ?? null,
    counted: { lines: counted.lines ?? null, endpoints: counted.endpoints ?? null },
  };
}

function normalisePerson(name: string, { role, sso }: WorkspaceFile['people'][string]): Person {
  return { name, role, signInName: sso ?? name, profile: profileName(name) };
}

type WarehouseOfFile = Exclude<WorkspaceFile['projects'][string]['warehouse'], 'none'>;

function normaliseWarehouse({ baseCapacity, maxCapacity, queries }: WarehouseOfFile): WarehouseSize {
  const limits = { ...queries, memoryMb: queries.memoryMb ?? null };
  return { baseCapacity, maxCapacity: maxCapacity ?? null, queries: limits };
}

function normaliseProject(
  name: string,
  project: WorkspaceFile['projects'][string],
  surroundings: Surroundings,
): Project {
  const { members, warehouse, flows, buckets, deliverFrom, notify, serving, promotion, budget } = project;
  return {
    name,
    members,
    warehouse: warehouse === 'none' ? null : normaliseWarehouse(warehouse),
    flows: flows.flatMap((file) => surroundings.flows.get(file) ?? []),
    buckets: Object.entries(buckets).map(([bucket, access]) => ({ bucket, access })),
    deliverFrom:
      deliverFrom === undefined
        ? null
        : { senders: deliverFrom.senders, organization: deliverFrom.organization ?? null },
    notify,
    serving: { ...serving, maxInstances: serving.maxInstances ?? serving.minInstances },
    promotion: {
      approveWithinMinutes: minutesOf(promotion.approveWithin),
      canaryPercent: promotion.canaryPercent,
    },
    monthlyUsd: budget?.monthlyUsd ?? null,
  };
}
