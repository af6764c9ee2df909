import { scalarText, type Value } from '@atelier/cloudformation';
import { at } from '../at.ts';
import { type FoundValue, findValues } from './find-values.ts';
import { isReadablePolicy } from './readable-policy.ts';
import type { Danger } from './type-table.ts';
import { type Asker, isOpenText, type OwnershipOutcome, ours, ownAccount, ownKey } from './whose.ts';

export interface Judged extends FoundValue {
  readonly outcome: Exclude<OwnershipOutcome, 'safe'>;
}

/** The values of one dangerous property of a resource that are not certain to be safe. */
export function judgeDanger(danger: Danger, asker: Asker): Judged[] {
  const { properties } = asker.resource;
  const isElsewhere =
    (danger.with !== undefined && at(properties, danger.with) === undefined) ||
    (danger.without !== undefined && at(properties, danger.without) !== undefined);
  if (isElsewhere) return [];
  return findValues(properties, danger.at).flatMap((found) => {
    const outcome = outcomeOf(danger, found, asker);
    return outcome === 'safe' ? [] : [{ ...found, outcome }];
  });
}

function outcomeOf(danger: Danger, { value, isCutShort }: FoundValue, asker: Asker): OwnershipOutcome {
  if (isEmpty(value)) return danger.left;
  if (isCutShort || value === undefined) return 'unknown';
  const outcomes = testsOf(danger, value, asker);
  if (outcomes.includes('safe')) return 'safe';
  return outcomes.includes('unknown') ? 'unknown' : 'unsafe';
}

function isEmpty(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function testsOf({ is, not, like, must }: Danger, value: Value, asker: Asker): OwnershipOutcome[] {
  return [
    ...(is === undefined ? [] : [isOneOf(value, is, 'safe')]),
    ...(not === undefined ? [] : [isOneOf(value, not, 'unsafe')]),
    ...(like === undefined ? [] : [isLike(value, like, asker)]),
    ...(must === undefined ? [] : [obligations[must](value, asker)]),
  ];
}

function isOneOf(value: Value, scalars: NonNullable<Danger['is']>, then: 'safe' | 'unsafe'): OwnershipOutcome {
  const text = scalarText(value);
  if (text === null || text.includes('⟨') || text.includes('{{resolve:')) return 'unknown';
  const isThere = [scalars].flat().some((scalar) => String(scalar).toLowerCase() === text.toLowerCase());
  return isThere === (then === 'safe') ? 'safe' : 'unsafe';
}

function isLike(value: Value, pattern: string, { model }: Asker): OwnershipOutcome {
  const text = scalarText(value) ?? JSON.stringify(value);
  if (isOpenText(text, model)) return 'unknown';
  return new RegExp(pattern, 'i').test(text) ? 'safe' : 'unsafe';
}

const obligations: Readonly<Record<NonNullable<Danger['must']>, (value: Value, asker: Asker) => OwnershipOutcome>> = {
  absent: (value, { model }) => (typeof value === 'string' && isOpenText(value, model) ? 'unknown' : 'unsafe'),
  present: () => 'safe',
  ours,
  key: ownKey,
  account: (value, asker) => ownAccount(scalarText(value) ?? '', asker),
  policy: (value, { model }) => (isReadablePolicy(value, model) ? 'safe' : 'unknown'),
};
