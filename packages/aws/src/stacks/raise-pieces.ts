import type { Piece, PieceOf } from '@atelier/core';
import { CfnResource, type Stack } from 'aws-cdk-lib';
import { stackOf } from '../layout/stack-of.ts';
import type { Built, Leaves, Site } from './builder.ts';
import type { Builders } from './builders.ts';
import type { Ground } from './ground.ts';
import type { PlanStacks } from './plan-stacks.ts';
import { sites } from './sites.ts';

/** The pieces of a plan, made. */
export interface Raised {
  /** The piece of each resource, by id. It stands beside the tree of constructs, where every place is a name on AWS. */
  readonly owners: ReadonlyMap<CfnResource, string>;
  /** Why a piece has no resource, by id. */
  readonly none: ReadonlyMap<string, string>;
}

/**
 * Make what the plan lists, piece by piece in its order, and nothing else.
 *
 * @throws Error for a builder that makes nothing without a reason, or something in the stack of others: a bug of ours
 */
export function raisePieces(ground: Ground, stacks: PlanStacks, builders: Builders): Raised {
  const { blueprint } = ground;
  const owners = new Map<CfnResource, string>();
  const none = new Map<string, string>();
  const left = new Map<string, Leaves[keyof Leaves] | null>();
  const siteOf = sites(ground, left);
  for (const piece of blueprint.pieces) {
    const stack = stacks.get(stackOf(blueprint.workspace, piece));
    if (stack === undefined) throw new Error(`No stack is there for ${piece.id}.`);
    refuseStrays(stack, owners);
    const built = build(builders, piece, siteOf(piece, stack));
    const made = withoutOwner(stack, owners);
    for (const resource of made) owners.set(resource, piece.id);
    if ('leaves' in built) left.set(piece.id, built.leaves);
    else none.set(piece.id, built.none);
    refuseSilence(piece, built, made.length);
  }
  for (const stack of stacks.values()) refuseStrays(stack, owners);
  return { owners, none };
}

function build<Kind extends Piece['kind']>(builders: Builders, piece: PieceOf<Kind>, site: Site): Built<Piece['kind']> {
  const builder: Builders[Kind] = builders[piece.kind as Kind];
  return builder(piece, site);
}

function withoutOwner(stack: Stack, owners: Raised['owners']): readonly CfnResource[] {
  return stack.node
    .findAll()
    .filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct) && !owners.has(construct));
}

/** A resource that is here before a builder of this stack has begun was made by one of another stack. */
function refuseStrays(stack: Stack, owners: Raised['owners']): void {
  const [stray] = withoutOwner(stack, owners);
  if (stray !== undefined) throw new Error(`${stray.node.path} belongs to no piece of its stack.`);
}

function refuseSilence({ id }: Piece, built: Built<Piece['kind']>, resources: number): void {
  if ('none' in built && resources > 0) throw new Error(`${id} has ${resources} resources, and says: ${built.none}`);
  if ('leaves' in built && resources === 0) throw new Error(`${id} has no resource, and does not say why.`);
}
