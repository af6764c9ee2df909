import type { StackTemplate } from '@atelier/cloudformation';
import { type CfnResource, Stack } from 'aws-cdk-lib';
import type { Raised } from './raise-pieces.ts';

/** The resources of a piece on AWS. */
export interface Holding {
  /** Logical ids in the stack of the piece. */
  readonly resources: readonly string[];
  /** Why there are no resources; null: there are. */
  readonly none: string | null;
}

/** By the id of the piece; each piece of the plan has one. */
export type Holdings = ReadonlyMap<string, Holding>;

/**
 * Holdings of all pieces in the templates: the resources of each, or why it has none.
 *
 * @throws Error for a resource in a template that no piece has: a bug of ours
 */
export function holdingsOf({ owners, none }: Raised, templates: readonly StackTemplate[]): Holdings {
  const places = new Map([...owners].map(([resource, piece]) => [placeOf(resource), piece]));
  const all = templates.flatMap(({ stack, template }) =>
    Object.keys(template.Resources).map((logicalId) => ({ stack, logicalId })),
  );
  const stray = all.find(({ stack, logicalId }) => !places.has(`${stack}/${logicalId}`));
  if (stray !== undefined)
    throw new Error(`${stray.logicalId} in ${stray.stack} belongs to no piece of the blueprint.`);
  const byPiece = Map.groupBy(all, ({ stack, logicalId }) => places.get(`${stack}/${logicalId}`) ?? '');
  return new Map([
    ...[...byPiece].map(([piece, its]): [string, Holding] => [
      piece,
      { resources: its.map(({ logicalId }) => logicalId), none: null },
    ]),
    ...[...none].map(([piece, why]): [string, Holding] => [piece, { resources: [], none: why }]),
  ]);
}

function placeOf(resource: CfnResource): string {
  const stack = Stack.of(resource);
  return `${stack.stackName}/${stack.resolve(resource.logicalId)}`;
}
