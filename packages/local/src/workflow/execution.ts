import { randomBytes } from 'node:crypto';
import type { Json } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type Journal, write } from './journal.ts';

/** How an execution ended. */
export type Ending =
  | { readonly status: 'succeeded'; readonly output: Json }
  | { readonly status: 'failed' | 'aborted'; readonly error: string; readonly cause: string };

/** Kind and subject of a run; of both together there is one unfinished execution at a time. */
export interface RunKey {
  /** Which documents and which handlers: `flow`. */
  readonly kind: string;
  /** The one of that kind, with all that tells it from others: `project/flow`. */
  readonly subject: string;
}

export interface ExecutionSpec extends RunKey {
  /** Beginning of the id: 1 to 50 letters, digits, `-`, `_` and `.`. */
  readonly name: string;
  /** The bytes of the States Language document. */
  readonly document: string;
  readonly input: Json;
}

/** One run of a document, as it stands in the journal. */
export interface Execution extends Omit<ExecutionSpec, 'name'> {
  readonly id: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number | undefined;
  /** Undefined while it is unfinished. */
  readonly ending: Ending | undefined;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly document: string;
  readonly input: string;
  readonly status: 'running' | Ending['status'];
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

/** Put a new execution of a checked document into the journal; returns its id, which is legal on AWS too. */
export function addExecution({ database }: Journal, spec: ExecutionSpec, atMs: number): string {
  if (!/^[\w.-]{1,50}$/.test(spec.name)) throw new RangeError(`"${spec.name}" cannot begin the id of an execution`);
  const time = new Date(atMs).toISOString().replaceAll(/[-:]|\.\d+Z$/g, '');
  const id = `${spec.name}-${time}-${randomBytes(3).toString('hex')}`;
  const insert = `INSERT INTO executions (id, kind, subject, document, input, status, startedAtMs)
    VALUES (?, ?, ?, ?, ?, 'running', ?)`;
  database.prepare(insert).run(id, spec.kind, spec.subject, spec.document, JSON.stringify(spec.input), atMs);
  return id;
}

/** An execution by its id. Throws a Problem when the journal has none. */
export function findExecution(journal: Journal, id: string): Execution {
  const row = journal.database.prepare('SELECT * FROM executions WHERE id = ?').get(id);
  if (row !== undefined) return read(row);
  throw new Problem({
    code: 'ExecutionUnknown',
    message: `There is no execution ${id}.`,
    fix: 'Start what you want to run, which makes one.',
    whose: 'yours',
  });
}

/** The executions that still have to be run to their end, oldest first. */
export function unfinishedExecutions(journal: Journal): readonly Execution[] {
  const rows = journal.database.prepare("SELECT * FROM executions WHERE status = 'running' ORDER BY startedAtMs").all();
  return rows.map((row) => read(row));
}

/** The executions of one kind and subject, newest first. */
export function executionsOf(journal: Journal, { kind, subject }: RunKey): readonly Execution[] {
  const query = 'SELECT * FROM executions WHERE kind = ? AND subject = ? ORDER BY startedAtMs DESC, rowid DESC';
  return journal.database
    .prepare(query)
    .all(kind, subject)
    .map((row) => read(row));
}

/** Mark an execution as ended, unless it is already. */
export function endExecution(journal: Journal, id: string, ending: Ending, atMs: number): void {
  const output = ending.status === 'succeeded' ? JSON.stringify(ending.output) : null;
  const [error, cause] = ending.status === 'succeeded' ? [null, null] : [ending.error, ending.cause];
  const update = `UPDATE executions SET status = ?, output = ?, error = ?, cause = ?, endedAtMs = ?
    WHERE id = ? AND status = 'running'`;
  write(journal, () => journal.database.prepare(update).run(ending.status, output, error, cause, atMs, id));
}

/** Let a failed execution be unfinished again. For use inside a write. */
export function reopenExecution({ database }: Journal, id: string): void {
  const update = `UPDATE executions SET status = 'running', error = NULL, cause = NULL, endedAtMs = NULL
    WHERE id = ? AND status = 'failed'`;
  database.prepare(update).run(id);
}

function read(selected: Record<string, unknown>): Execution {
  const row = selected as unknown as Row;
  const { id, kind, subject, document, startedAtMs } = row;
  const endedAtMs = row.endedAtMs ?? undefined;
  return { id, kind, subject, document, input: JSON.parse(row.input), startedAtMs, endedAtMs, ending: endingOf(row) };
}

function endingOf({ status, output, error, cause }: Row): Ending | undefined {
  if (status === 'running') return undefined;
  return status === 'succeeded'
    ? { status, output: JSON.parse(output ?? 'null') }
    : { status, error: error ?? '', cause: cause ?? '' };
}
