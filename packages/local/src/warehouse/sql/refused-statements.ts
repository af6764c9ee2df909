import type { Problem } from '@atelier/problem';
import { notAllowed, shown } from './sql-problems.ts';
import type { Token } from './token.ts';

type Why = readonly [why: string, fix: string];

const accepted =
  'Accepted are select, from, values, with, table, pivot, unpivot, describe, summarize, show, explain, begin, commit, rollback; with the right to write insert, update, delete, truncate, merge, and create, alter and drop of tables, views, schemas and macros.';

const files = ['reads or writes files', 'A flow brings rows in; "atelier sql --csv" takes them out.'] as const;
const oneDatabase = ['would change which database answers', 'Name tables as schema.table; make a schema.'] as const;
const settings = [
  'changes settings of the warehouse, which are fixed',
  'Leave it out; a value of your own goes into "with", a time zone into "at time zone".',
] as const;
const engine = ['calls into the engine', "Ask with select, such as: from pragma_table_info('my_table')."] as const;
const extensions = [
  'loads code into the warehouse',
  'Use what is built in; "from duckdb_functions()" lists it.',
] as const;
const prepared = ['outlives its text, and every text has a connection of its own', 'Write the statement out.'] as const;
const upkeep = ['is upkeep that the warehouse does by itself', 'Leave it out.'] as const;
const rights = [
  'is about rights, which members and roles of the project decide',
  'Change the members in atelier.yaml.',
] as const;

/** Why a kind of statement is refused, and what to do instead. */
const statements: ReadonlyMap<string, Why> = new Map<string, Why>(
  Object.entries({
    copy: files,
    export: files,
    import: files,
    attach: oneDatabase,
    detach: oneDatabase,
    use: oneDatabase,
    set: settings,
    reset: settings,
    pragma: engine,
    call: engine,
    install: extensions,
    load: extensions,
    'update extensions': extensions,
    prepare: prepared,
    execute: prepared,
    deallocate: prepared,
    vacuum: upkeep,
    analyze: upkeep,
    analyse: upkeep,
    checkpoint: upkeep,
    force: upkeep,
    comment: ['keeps remarks where nothing shows them', 'Name columns and views so that they speak for themselves.'],
    explain: [
      'can explain one query or change, and nothing else',
      'Put select, insert, update, delete or merge after it.',
    ],
    grant: rights,
    revoke: rights,
  } as const),
);

/** Why a thing cannot be made, changed or dropped. */
const objects: ReadonlyMap<string, Why> = new Map<string, Why>(
  Object.entries({
    secret: ['holds credentials for other places', 'Leave it out; a warehouse reaches no other place.'],
    persistent: ['holds credentials for other places', 'Leave it out; a warehouse reaches no other place.'],
    sequence: ['gives numbers that change with every query', 'Number rows with row_number() over (order by …).'],
    type: ['makes tables depend on more than themselves', 'Use a column of varchar with a check constraint.'],
    index: ['slows every load of a flow down', 'Leave it out; tables are scanned in columns, which is fast.'],
    unique: ['slows every load of a flow down', 'Declare "primary key" or "unique" in create table.'],
    database: ['is another database', 'Make a schema with "create schema".'],
  } as const),
);

/** The problem with a statement of a kind that is not accepted. */
export function refusedStatement(kind: string, because?: string): Problem {
  const [why, fix] = statements.get(kind) ?? ['is no kind that is accepted', 'Write it as one of these.'];
  return notAllowed(`A statement with ${shown(kind)} is not accepted: it ${because ?? why}. ${accepted}`, fix);
}

/** The problem with CREATE, ALTER or DROP of something that is not accepted. */
export function refusedObject(change: string, object: Token | undefined): Problem {
  const name = object?.name === undefined || object.name === '' ? (object?.text ?? 'nothing') : object.name;
  const [why, fix] = objects.get(name) ?? ['is no kind that is accepted', 'Use a table, a view, a schema or a macro.'];
  return notAllowed(`${shown(`${change} ${name}`)} is not accepted: it ${why}. ${accepted}`, fix);
}
