import type { LineId } from '../model/usage.ts';
import type { Price } from './price.ts';

/** So much of something. */
export interface Quantity {
  readonly amount: number;
  /** The unit for an amount of one, and for every other amount: `zone`, `zones`. */
  readonly one: string;
  readonly many: string;
}

/** One thing that is paid for: its quantities multiplied, times its price. */
export interface Charge {
  readonly line: LineId | UnknownLine;
  /** Which of the line's things it is for, such as the service of an endpoint; null: all of them. */
  readonly of: string | null;
  /** The part of the workspace that it is paid for, such as a stack; null: the workspace as a whole. */
  readonly part: string | null;
  /** Equal charges add up in the first. */
  readonly quantities: readonly [Quantity, ...Quantity[]];
  readonly price: Price;
  /** Whether it is paid also in a month in which nobody works. */
  readonly runs: 'always' | 'in-use';
}

/** The line of a thing of which nobody has said what it costs. */
export type UnknownLine = `unknown:${string}`;

/** An amount in a unit whose plural has an s, or is given. */
export function count(amount: number, one: string, many = `${one}s`): Quantity {
  return { amount, one, many };
}

/** An amount in a unit that is written the same for any amount: `h`, `GB`. */
export function measure(amount: number, unit: string): Quantity {
  return { amount, one: unit, many: unit };
}
