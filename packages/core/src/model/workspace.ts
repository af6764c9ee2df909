import type { AwsSettings } from './aws-settings.ts';
import type { Network } from './network.ts';
import type { OutsideDoor } from './outside-door.ts';
import type { Person } from './person.ts';
import type { Project } from './project.ts';
import type { SignIn } from './sign-in.ts';
import type { Studio } from './studio.ts';
import type { Tracking } from './tracking.ts';
import type { Usage } from './usage.ts';

/** All that one file describes, with every default filled in. */
export interface Workspace {
  readonly name: string;
  /** Null: the file says nothing about AWS, and the workspace can only run on one machine. */
  readonly aws: AwsSettings | null;
  readonly signIn: SignIn;
  /** Null: it is on loopback, for this machine alone. */
  readonly frontDoor: OutsideDoor | null;
  readonly network: Network;
  readonly studio: Studio;
  readonly tracking: Tracking;
  readonly packages: PackageSource;
  readonly source: SourceHost;
  readonly bigData: BigData;
  /** In the order of the file. */
  readonly people: readonly Person[];
  /** In the order of the file. */
  readonly projects: readonly Project[];
  readonly limits: Limits;
  readonly usage: Usage;
}

/** Where notebooks and jobs install packages from. */
export interface PackageSource {
  readonly upstream: 'pypi' | 'none';
  /** By name, or every package of the upstream. */
  readonly allow: readonly AllowedPackage[] | 'all';
  /** How old a file has to be. */
  readonly quarantineDays: number;
  /** Absolute path of the folder with the team's own wheels; null: there are none. */
  readonly own: string | null;
  /** Canonical names of packages whose source archives may be built. */
  readonly sources: readonly string[];
}

/** A package that may be installed. */
export interface AllowedPackage {
  /** In its canonical form, such as `scikit-learn`. */
  readonly name: string;
  /** Such as `>=2,<4`; empty: every version. */
  readonly versions: string;
}

/** Who hosts the projects' git repositories. */
export type SourceHost =
  | { readonly kind: 'codecommit' | 'none' }
  | { readonly kind: 'connection'; readonly arn: string; readonly owner: string | null };

export interface BigData {
  readonly emr: 'serverless' | 'none';
  /** The engine that runs Spark code on one machine. */
  readonly engine: 'sqlframe' | 'spark';
}

/** Limits on what the workspace may cost and use; null: no limit. */
export interface Limits {
  readonly monthlyUsd: number | null;
  /** Instance types that may be used, `*` standing for any part. */
  readonly instances: readonly string[] | null;
  /** Ids of the file systems that jobs may mount on AWS. */
  readonly fileSystems: readonly string[];
}
