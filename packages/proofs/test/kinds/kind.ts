import type { PromiseName } from '../../src/index.ts';

/** A resource with a hole, by the kind of hole; the promise that it must not leave proven. */
export type Kind = readonly [
  what: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  promise: PromiseName,
];
