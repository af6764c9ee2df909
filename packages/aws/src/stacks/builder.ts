import type { StudioDomain, StudioPerson, TeamKey, TeamNetwork } from '@atelier/constructs';
import type { Piece, PieceOf } from '@atelier/core';
import type { Stack } from 'aws-cdk-lib';
import type { PolicyGround } from '../access/policy-ground.ts';
import type { Ground } from './ground.ts';

/** The network as other pieces take it. */
export interface MadeNetwork {
  readonly network: TeamNetwork;
  /** Where notebooks and endpoints are: one subnet in each of the zones that the file asks for. */
  readonly teamSubnetIds: readonly string[];
}

/** Things that pieces leave for those that need them; a kind that is not here leaves nothing. */
export interface Leaves {
  readonly key: TeamKey;
  readonly network: MadeNetwork;
  readonly studio: StudioDomain;
  readonly 'project-jobs': { readonly roleArn: string };
  /** The tracking address of MLflow clients. */
  readonly tracking: { readonly arn: string };
  readonly 'workspace-tracking': { readonly arn: string };
  readonly person: StudioPerson;
}

/** Everything that a builder works with. */
export interface Site extends Ground {
  /** The stack of the piece; whatever its builder makes is in it. */
  readonly stack: Stack;
  /** The ground of policies. Who takes an id from it that the piece does not need by its plan is refused. */
  readonly policies: PolicyGround;
  /** The thing that a piece of this kind has left, of those that this one needs; throws where it needs none. */
  readonly needed: <Kind extends keyof Leaves>(kind: Kind) => Leaves[Kind];
  /** The same, where the plan may be without one. */
  readonly ifNeeded: <Kind extends keyof Leaves>(kind: Kind) => Leaves[Kind] | undefined;
}

/** A piece that has no resource of its own on AWS, and why. */
export interface None {
  readonly none: string;
}

/** The answer of a builder: that there is nothing, or what it leaves for others. */
export type Built<Kind extends Piece['kind']> =
  | None
  | { readonly leaves: Kind extends keyof Leaves ? Leaves[Kind] : null };

export type Builder<Kind extends Piece['kind']> = (piece: PieceOf<Kind>, site: Site) => Built<Kind>;

/** The answer of a builder whose resources nobody builds upon. */
export const made = { leaves: null };
