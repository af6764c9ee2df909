import { Problem } from '@atelier/problem';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Why a query was stopped before its end. */
export type StopReason = 'abandoned' | 'too long' | 'going down';

/** Stops a query whose caller has left, or that takes too long. */
export interface QueryStop {
  /** Stop the query now. */
  stop(reason: StopReason): void;
  /** Why, once it is being stopped. */
  reason(): StopReason | undefined;
  /** The query has ended: interrupt it no more. */
  release(): void;
}

export interface StopSpec {
  readonly seconds: number;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** Hears of a query that does not end although it was interrupted. */
  stuck(reason: StopReason): void;
}

const repeatMillis = 20;
/** Most functions of the database look for an interrupt several times in a second; one that has not by now never will. */
const patienceMillis = 600;

/** Watch over what a connection runs from now on. */
export function stopWhenDue(connection: DuckDBConnection, spec: StopSpec): QueryStop {
  let why: StopReason | undefined;
  let interrupting: NodeJS.Timeout | undefined;
  let losingPatience: NodeJS.Timeout | undefined;

  function stop(reason: StopReason): void {
    if (why !== undefined) return;
    why = reason;
    // An interrupt that comes before the database has begun is forgotten by it, so it is repeated.
    interrupting = setInterval(() => connection.interrupt(), repeatMillis);
    losingPatience = setTimeout(() => spec.stuck(reason), patienceMillis);
  }

  const abandon = () => stop('abandoned');
  const deadline = setTimeout(() => stop('too long'), spec.seconds * 1000);
  if (spec.signal.aborted) abandon();
  else spec.signal.addEventListener('abort', abandon);
  return {
    stop,
    reason: () => why,
    release: () => {
      clearTimeout(deadline);
      clearTimeout(losingPatience);
      clearInterval(interrupting);
      spec.signal.removeEventListener('abort', abandon);
    },
  };
}

/** The problem that the person hears whose query was stopped. */
export function stoppedProblem(reason: StopReason, seconds: number): Problem {
  const messages: Readonly<Record<StopReason, string>> = {
    abandoned: 'The query was stopped, since nobody waited for its answer any more.',
    'too long': `The query was stopped: it took longer than ${seconds} s, the most that this project allows.`,
    'going down': 'The query was stopped, since the warehouse goes down.',
  };
  return new Problem({
    code: 'SqlStopped',
    message: messages[reason],
    fix: 'Ask for less at once, or raise warehouse.queries.seconds of the project in the file and run "atelier up".',
    whose: 'yours',
    state: 'A write that was not finished was undone.',
  });
}
