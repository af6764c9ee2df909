import type { Json } from '../workflow/json.ts';

/** Outcome of one state of a run's document. */
export interface StateReport {
  readonly name: string;
  /** The text that people read for it. */
  readonly title: string;
  readonly type: 'Task' | 'Wait' | 'Choice' | 'Parallel' | 'Map';
  /** Parallels and Maps around it. */
  readonly depth: number;
  /** How often the run came to it: once for each item of a Map and each time around a loop; 0: never. */
  readonly visits: number;
  /** Tries at its work, in all visits. */
  readonly attempts: number;
  /** Visits that failed and were left by Catch. */
  readonly caught: number;
  /** Visits that were not left: they failed the run, or were stopped with it. */
  readonly unfinished: number;
  /** From entering to leaving, waiting included; of all visits together. */
  readonly seconds: number;
  /** Who answered it, in their order. */
  readonly answeredBy: readonly string[];
}

/** Result of a run, of whatever kind it is. */
export interface RunReport {
  readonly kind: string;
  readonly subject: string;
  readonly execution: string;
  readonly seconds: number;
  /** The states that do, wait for or decide something, in the order in which a run comes to them. */
  readonly states: readonly StateReport[];
  /** The value that its document hands on in the end; absent where the kind of the run says it in words of its own. */
  readonly output?: Json;
}
