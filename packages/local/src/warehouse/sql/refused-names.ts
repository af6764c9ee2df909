import type { Problem } from '@atelier/problem';
import type { Reason } from './duckdb-names.ts';
import { notAllowed, reachesOut, shown } from './sql-problems.ts';

interface Refusal {
  readonly problem: (message: string, fix: string) => Problem;
  readonly why: string;
  readonly fix: string;
}

const ownTables = 'Ask for the tables and views of this warehouse; "show all tables" lists them.';

/** Words for each reason to refuse a name: what it would do, and what to do instead. */
const refusals: Readonly<Record<Reason, Refusal>> = {
  files: { problem: reachesOut, why: 'reads or lists files', fix: 'Load files with a flow, and ask for its tables.' },
  text: { problem: reachesOut, why: 'takes SQL or the name of a table as text', fix: 'Write the query itself there.' },
  settings: { problem: reachesOut, why: 'reads or changes settings', fix: 'Leave it out; settings are fixed.' },
  secrets: { problem: reachesOut, why: 'tells of credentials', fix: 'Leave it out; a warehouse has none.' },
  others: { problem: reachesOut, why: 'tells what other people do, or records it', fix: ownTables },
  machine: { problem: reachesOut, why: 'tells of the machine and its paths', fix: ownTables },
  disk: { problem: notAllowed, why: 'is upkeep of the disk', fix: 'Leave it out; the warehouse does it by itself.' },
  waits: { problem: notAllowed, why: 'waits and does nothing', fix: 'Leave it out; wait where the answer is used.' },
  internal: {
    problem: notAllowed,
    why: 'is for the engine itself, or not reviewed',
    fix: 'Use a function of the manual.',
  },
  pragma: {
    problem: notAllowed,
    why: 'is a PRAGMA',
    fix: 'Use "show", "describe", or a function whose name begins with pragma_.',
  },
};

/** The problem with a function or view of DuckDB that is not accepted. */
export function refusedName(name: string, reason: Reason): Problem {
  const { problem, why, fix } = refusals[reason];
  return problem(
    `${shown(name)} is not accepted in SQL: it ${why}. Accepted are functions that compute, tables and views of this warehouse, and macros made in it.`,
    fix,
  );
}
