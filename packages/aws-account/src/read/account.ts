import type { NotOurs, Tags } from './ownership.ts';

/** Everything that an AWS account holds of one workspace, as AWS told it; pure data. */
export interface Account {
  readonly account: string;
  readonly region: string;
  readonly workspace: string;
  /** StackId of its first stack, which is the value of the tag `atelier:id`; null: that is not there. */
  readonly id: string | null;
  /** The network that is the workspace's own; null: it has none, or uses one that was there before. */
  readonly vpc: string | null;
  /** That id, and those of the first stacks that are gone and that it goes on from: a deployment took back what they kept. */
  readonly ids: readonly string[];
  readonly stacks: readonly StackFound[];
  /** Resources that stacks of the workspace let go of, and that none of them holds now; whether they are there is not asked. */
  readonly kept: readonly KeptResource[];
  /** Names of stacks that begin as the workspace's do and do not carry its tag. */
  readonly foreignStacks: readonly string[];
  readonly domains: readonly DomainFound[];
  /** Home folders of the domains, also of domains that are gone. */
  readonly fileSystems: readonly FileSystemFound[];
  readonly nfsGroups: readonly NfsGroupFound[];
  /** In the workspace's network or with one of its security groups. */
  readonly interfaces: readonly InterfaceFound[];
  readonly tracking: readonly TrackingFound[];
  readonly serving: ServingFound;
  readonly modelGroups: readonly string[];
  readonly buckets: readonly BucketFound[];
  readonly logGroups: readonly LogGroupFound[];
  readonly keys: readonly KeyFound[];
  /** Warehouses' data and repositories that stacks hold, or have kept. */
  readonly retained: readonly RetainedFound[];
  /** Things that are named as if they were the workspace's, and are not: nobody touches them. */
  readonly notOurs: readonly NotOurs[];
}

export interface RetainedFound {
  readonly kind: 'namespace' | 'repository';
  readonly name: string;
}

export interface StackFound {
  readonly name: string;
  readonly id: string;
  /** In CloudFormation's words, such as `UPDATE_ROLLBACK_FAILED`. */
  readonly status: string;
  readonly reason: string | null;
  readonly isProtected: boolean;
  /** Stacks that use what this one exports. */
  readonly importedBy: readonly string[];
  readonly resources: readonly StackResourceFound[];
}

export interface StackResourceFound {
  readonly type: string;
  /** Physical id. */
  readonly id: string;
  readonly logicalId: string;
}

/** A resource that a stack held once, and left in the account. */
export interface KeptResource extends StackResourceFound {
  /** StackId of the stack. */
  readonly stack: string;
  readonly letGoMs: number;
}

export interface DomainFound {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** Such as `InService` or `Delete_Failed`. */
  readonly status: string;
  readonly reason: string | null;
  readonly vpc: string;
  readonly fileSystem: string | null;
  /** Its application in Identity Center; null: people sign in otherwise, or the domain is older than these. */
  readonly application: string | null;
  /** Whether a stack of the workspace, or its tag, says that it is the workspace's. */
  readonly isOurs: boolean;
  /** Empty for a domain that is somebody else's. */
  readonly profiles: readonly NamedState[];
  readonly spaces: readonly SpaceFound[];
  readonly apps: readonly AppFound[];
}

export interface NamedState {
  readonly name: string;
  readonly status: string;
}

export interface SpaceFound extends NamedState {
  /** Null: AWS does not say. */
  readonly diskGb: number | null;
}

export interface AppFound {
  readonly domain: string;
  readonly space: string | null;
  readonly profile: string | null;
  readonly type: string;
  readonly name: string;
  readonly status: string;
  /** Null: AWS does not say. */
  readonly instance: string | null;
  readonly sinceMs: number | null;
}

export interface FileSystemFound {
  readonly id: string;
  readonly tags: Tags;
  /** Domain that it was made for, from the tag that SageMaker gives it. */
  readonly domain: string;
  readonly bytes: number;
  readonly mountTargets: readonly MountTargetFound[];
  readonly accessPoints: readonly AccessPointFound[];
}

export interface MountTargetFound {
  readonly id: string;
  readonly vpc: string;
  readonly securityGroups: readonly string[];
}

export interface AccessPointFound {
  readonly id: string;
  /** Null: nobody has named it. */
  readonly name: string | null;
  /** Whether SageMaker made it. */
  readonly isOfDomain: boolean;
}

/** One of the two security groups that a domain makes for its home folders. */
export interface NfsGroupFound {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly vpc: string;
}

export interface InterfaceFound {
  readonly id: string;
  readonly vpc: string;
  /** In AWS' words, such as `EFS mount target for fs-1`. */
  readonly description: string;
  /** In AWS' words, such as `lambda`. */
  readonly type: string;
  readonly securityGroups: readonly string[];
  /** Machine of this account that it belongs to; null: none does. */
  readonly instance: string | null;
  /** False: somebody made it by hand or for a machine of their own. */
  readonly isManaged: boolean;
  readonly isAttached: boolean;
}

export interface TrackingFound {
  readonly kind: 'app' | 'server';
  readonly name: string;
  /** Id that its deletion is asked with: the ARN of an app, the name of a server. */
  readonly id: string;
  readonly status: string;
  /** Of a server, such as `Small`; null: AWS does not say, or it is an app. */
  readonly size: string | null;
}

export interface EndpointFound extends NamedState {
  readonly arn: string;
  readonly variants: readonly VariantFound[];
}

/** A variant of an endpoint: the machines that answer for it. */
export interface VariantFound {
  /** Null: none of its own, as of a serverless one. */
  readonly instance: string | null;
  readonly count: number;
}

export interface ServingFound {
  readonly endpoints: readonly EndpointFound[];
  readonly configs: readonly string[];
  readonly models: readonly string[];
}

export interface BucketFound {
  readonly name: string;
  /** Null: its policy does not let this caller see it. */
  readonly isEmpty: boolean | null;
  /** Whether its policy is that of a store that has outlived its network. */
  readonly isKept: boolean;
}

export interface LogGroupFound {
  readonly name: string;
  readonly bytes: number;
}

export interface KeyFound {
  readonly id: string;
  /** Such as `Enabled` or `PendingDeletion`. */
  readonly state: string;
}

/** Whether a stack was never made: one whose first making was rolled back is deleted, and made anew. */
export function holdsNothing({ status, resources }: StackFound): boolean {
  return /^(ROLLBACK_|REVIEW_)/.test(status) || (/^IMPORT_ROLLBACK_/.test(status) && resources.length === 0);
}

/** Whether an interface is that of a VPC endpoint, which is charged by the hour. */
export function isOfVpcEndpoint({ description }: InterfaceFound): boolean {
  return description.startsWith('VPC Endpoint Interface ');
}

/** Whether an interface goes with the endpoint or NAT gateway of a stack: whoever waits for it before waits in vain. */
export function goesWithStack(found: InterfaceFound): boolean {
  return isOfVpcEndpoint(found) || found.description.startsWith('Interface for NAT Gateway ');
}
