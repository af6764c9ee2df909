import type { Piece } from '@atelier/core';
import type { Stack } from 'aws-cdk-lib';
import { policyGround } from '../access/policy-ground.ts';
import type { Leaves, Site } from './builder.ts';
import { generatedIds } from './generated-ids.ts';
import type { Ground } from './ground.ts';

/** Things that pieces have left so far, by the ids of the pieces. */
export type Left = ReadonlyMap<string, Leaves[keyof Leaves] | null>;

/** The site of each piece: of all that others have left it gives what the piece needs by the plan, and nothing else. */
export function sites(ground: Ground, left: Left): (piece: Piece, stack: Stack) => Site {
  const kinds = new Map(ground.blueprint.pieces.map(({ id, kind }) => [id, kind]));
  const find = <Kind extends keyof Leaves>({ needs }: Piece, kind: Kind): Leaves[Kind] | undefined => {
    const id = needs.find((need) => kinds.get(need) === kind);
    // A builder leaves what its kind does: the table of builders does not compile otherwise.
    return id === undefined ? undefined : (left.get(id) as Leaves[Kind] | undefined);
  };
  const ofAll = policyGround(
    ground.workspace,
    ground.names,
    generatedIds(refuse, () => refuse('studio')),
  );
  return (piece, stack) => {
    const needed: Site['needed'] = (kind) => find(piece, kind) ?? refuse(kind, piece.id);
    const policies = { ...ofAll, ids: generatedIds(needed, () => needed('studio').domainId) };
    return { ...ground, stack, policies, needed, ifNeeded: (kind) => find(piece, kind) };
  };
}

function refuse(kind: string, id = 'The workspace'): never {
  throw new Error(`${id} is built from the ${kind}, and does not need it by the blueprint.`);
}
