import { Problem } from '@atelier/problem';
import v156 from './duckdb-v1.5.6.json' with { type: 'json' };

/** Why a name of DuckDB is refused. */
export type Reason =
  | 'files'
  | 'text'
  | 'settings'
  | 'secrets'
  | 'others'
  | 'machine'
  | 'disk'
  | 'waits'
  | 'internal'
  | 'pragma';

/** The names that one version of DuckDB has built in, reviewed one by one. */
export interface DuckdbNames {
  readonly version: string;
  /** Functions that compute, for everybody. */
  readonly read: ReadonlySet<string>;
  /** Functions that change something of the warehouse. */
  readonly write: ReadonlySet<string>;
  /** Functions that are refused as tables, though their namesakes compute. */
  readonly notAsTable: ReadonlyMap<string, Reason>;
  readonly refused: ReadonlyMap<string, Reason>;
  /** Views that are refused; all others tell of the warehouse's own tables. */
  readonly refusedViews: ReadonlyMap<string, Reason>;
}

/** A list as `list-functions.ts` writes it and a person reviews it. */
export interface NameList {
  readonly version: string;
  readonly functions: {
    readonly read: readonly string[];
    readonly write: readonly string[];
    readonly refused: Readonly<Record<string, readonly string[]>>;
    readonly notAsTable: Readonly<Record<string, readonly string[]>>;
    /** New in this version; refused until somebody has moved them. */
    readonly unreviewed: readonly string[];
  };
  readonly views: {
    readonly read: readonly string[];
    readonly refused: Readonly<Record<string, readonly string[]>>;
    readonly unreviewed: readonly string[];
  };
}

/** Every reviewed version, newest first. */
export const nameLists: readonly NameList[] = [v156];

const known = new Map(nameLists.map((list) => [list.version, namesIn(list)]));

/**
 * The reviewed names of a version.
 *
 * @throws Problem DuckdbNotReviewed for a version that nobody has reviewed: nothing of its SQL is safe.
 */
export function namesOf(version: string): DuckdbNames {
  const names = known.get(version);
  if (names !== undefined) return names;
  const versions = [...known.keys()].join(', ');
  throw new Problem({
    code: 'DuckdbNotReviewed',
    message: `No SQL is accepted: this is DuckDB ${version}, whose functions nobody has reviewed. Reviewed are: ${versions}.`,
    fix: 'Install the version of @duckdb/node-api that package-lock.json names.',
    whose: 'machine',
  });
}

/** A list in the form that names are looked up in. */
export function namesIn({ version, functions, views }: NameList): DuckdbNames {
  return {
    version,
    read: new Set(functions.read),
    write: new Set(functions.write),
    notAsTable: byName(functions.notAsTable, []),
    refused: byName(functions.refused, functions.unreviewed),
    refusedViews: byName(views.refused, views.unreviewed),
  };
}

function byName(refused: Readonly<Record<string, readonly string[]>>, unreviewed: readonly string[]) {
  const pairs = Object.entries(refused).flatMap(([reason, names]) => names.map((name) => [name, reason] as const));
  return new Map<string, Reason>([
    ...(pairs as [string, Reason][]),
    ...unreviewed.map((name) => [name, 'internal'] as const),
  ]);
}
