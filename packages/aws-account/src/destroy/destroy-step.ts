import type { Tags } from '../read/ownership.ts';
import type { AssignedRecord } from '../sign-in/assigned-records.ts';
import type { JobFound } from './destroy-ground.ts';

/** Work of one step of a teardown on AWS; it looks first, and what is gone already is done. */
export type DestroyAction =
  | {
      readonly kind: 'assignments';
      readonly workspace: string;
      readonly assigned: readonly AssignedRecord[];
      /** Applications of the domains that are there. */
      readonly applications: readonly string[];
    }
  | { readonly kind: 'apps'; readonly domain: string }
  | { readonly kind: 'spaces'; readonly domain: string }
  | { readonly kind: 'profiles'; readonly domain: string }
  | { readonly kind: 'schedules'; readonly schedules: readonly string[] }
  | { readonly kind: 'jobs'; readonly jobs: readonly JobFound[] }
  | { readonly kind: 'pipelines'; readonly pipelines: readonly string[] }
  | { readonly kind: 'notebooks'; readonly notebooks: readonly string[] }
  | { readonly kind: 'tracking'; readonly apps: readonly string[]; readonly servers: readonly string[] }
  | {
      readonly kind: 'serving';
      readonly endpoints: readonly string[];
      readonly configs: readonly string[];
      readonly models: readonly string[];
      /** For the log groups of endpoints that have no id. */
      readonly mark: Tags;
    }
  | { readonly kind: 'models'; readonly groups: readonly string[] }
  | {
      readonly kind: 'domain';
      readonly domain: string;
      readonly homeFolders: 'keep' | 'delete';
      /** For the home folders that stay, so that they are known when nothing else is there any more. */
      readonly mark: Tags;
    }
  | { readonly kind: 'mount-targets'; readonly fileSystem: string }
  | { readonly kind: 'access-points'; readonly fileSystem: string }
  | { readonly kind: 'file-system'; readonly fileSystem: string }
  | { readonly kind: 'nfs-groups'; readonly groups: readonly string[] }
  | { readonly kind: 'interfaces'; readonly filter: 'vpc-id' | 'group-id'; readonly values: readonly string[] }
  | { readonly kind: 'bucket-policies'; readonly policies: readonly BucketPolicy[] }
  | { readonly kind: 'stacks'; readonly stacks: readonly { readonly name: string; readonly id: string }[] }
  | { readonly kind: 'repository'; readonly repository: string }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'bucket'; readonly bucket: string }
  | { readonly kind: 'log-groups'; readonly groups: readonly string[] }
  | { readonly kind: 'key'; readonly key: string };

export interface BucketPolicy {
  readonly bucket: string;
  /** As JSON. */
  readonly policy: string;
}

export interface DestroyStep {
  /** Unique in a plan, such as `apps d-1` or `stacks acme-network`. */
  readonly id: string;
  readonly action: DestroyAction;
  /** A sentence of what it does. */
  readonly what: string;
  /** Sentences of what stays although it could go. */
  readonly keeps: readonly string[];
  /** Minutes that AWS takes, as documented or assumed. */
  readonly awsMinutes: number;
}

/** A step as people and reports see it. */
export type StepOutline = Omit<DestroyStep, 'action'>;

export function stepOutline({ action: _, ...outline }: DestroyStep): StepOutline {
  return outline;
}

/** Choice of what becomes of what people made, where the workspace's file does not say it. */
export interface DestroyPolicy {
  /** Buckets, registered models, log groups, and the key that encrypts them. */
  readonly stores: 'keep' | 'delete';
}
