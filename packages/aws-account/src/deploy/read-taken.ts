import { type Account, holdsNothing } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { keptKinds, type ThingNamed } from './kept-kinds.ts';
import type { NeededName } from './needed-names.ts';

/** A name that a deployment needs, and that something has which no stack of the workspace holds. */
export interface TakenName extends ThingNamed {
  /** Such as `bucket`. */
  readonly kind: string;
}

/**
 * Of the names that a deployment needs, those that are taken.
 *
 * @throws Problem for everything that AWS refuses
 */
export async function readTaken(
  needed: readonly NeededName[],
  account: Account,
  clients: AccountClients,
): Promise<readonly TakenName[]> {
  // What another stack of the workspace holds is moved from there, of which the guardrails speak.
  const held = new Set(
    account.stacks.flatMap((stack) => (holdsNothing(stack) ? [] : stack.resources.map((each) => keyOf(each)))),
  );
  const found = needed.map(async ({ type, name }) => {
    const kind = Object.hasOwn(keptKinds, type) ? keptKinds[type] : undefined;
    const thing = (await kind?.find(name, account, clients)) ?? null;
    if (kind === undefined || thing === null || thing.ids.some((id) => held.has(keyOf({ type, id })))) return [];
    return [{ ...thing, kind: kind.kind }];
  });
  try {
    return (await Promise.all(found)).flat();
  } catch (error) {
    throw awsProblem(error, 'asking whether the names that are needed are free', 'Nothing was changed.');
  }
}

function keyOf({ type, id }: { readonly type: string; readonly id: string }): string {
  return `${type} ${id}`;
}
