import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PromiseName } from '../promise.ts';

/** Entry of the dated table for one type of resource. */
export type TypeEntry =
  /** It can break no promise: it carries no data, opens nothing, gives no rights, keeps nothing, runs nothing. */
  | { readonly class: 'inert' }
  /** Rules look at it; of its properties those that are listed can do harm. */
  | { readonly class: 'understood'; readonly dangers: readonly Danger[] }
  /** It leads out or in, or gives rights to others, by its nature. */
  | ({ readonly class: 'outside' } & Outside)
  /** Nobody has looked at what it can do. */
  | { readonly class: 'not modelled' };

interface Outside {
  readonly promises: readonly PromiseName[];
  /** A sentence. */
  readonly because: string;
}

type Scalar = string | number | boolean;

/** A property that can break a promise, and the values that cannot. One of `is`, `not`, `like` and `must` is enough. */
export interface Danger {
  /** Path of the property; `[]` stands for each item of a list. */
  readonly at: string;
  readonly is?: Scalar | readonly Scalar[];
  readonly not?: Scalar | readonly Scalar[];
  /** A pattern; upper and lower case are the same. */
  readonly like?: string;
  /**
   * `absent`, `present`: whether anything stands there. `ours`: it names a resource of the templates or of the account.
   * `key`: a key of the account. `account`: the account. `policy`: a policy that can be read.
   */
  readonly must?: 'absent' | 'present' | 'ours' | 'key' | 'account' | 'policy';
  /** Outcome where the property is left out. */
  readonly left: 'safe' | 'unsafe';
  readonly promise: PromiseName;
  /** The rule that judges the value; here only a value that nobody knows is looked for. */
  readonly rule?: string;
  /** For values that may do no harm. */
  readonly verdict?: 'not proven';
  /** Only where this property is there. */
  readonly with?: string;
  /** Only where this property is not there. */
  readonly without?: string;
}

/** One service of the table, as it is written. */
export interface ServiceEntry {
  /** How many types the service has in the schemas of CloudFormation. */
  readonly types: number;
  /** Of every type that is not named: never inert, never understood. */
  readonly rest: 'not modelled' | Outside;
  readonly inert?: readonly string[];
  readonly understood?: Readonly<Record<string, readonly Danger[]>>;
  readonly outside?: readonly (Outside & { readonly types: readonly string[] })[];
}

export type TypeTable = Readonly<Record<string, ServiceEntry>>;

const shipped = join(import.meta.dirname, '../../world/2026-11.json');

/** The dated table of all types, by service. */
export async function readTypeTable(): Promise<TypeTable> {
  return JSON.parse(await readFile(shipped, 'utf8')).services;
}

/** The entry of a type, by name or as one of its service; undefined where the table does not know the service. */
export function entryOf(type: string, table: TypeTable): TypeEntry | undefined {
  const [service, name] = partsOf(type);
  const entry = Object.hasOwn(table, service) ? table[service] : undefined;
  if (entry === undefined) return undefined;
  const named = namedEntry(name, entry);
  if (named !== undefined) return named;
  return entry.rest === 'not modelled' ? { class: 'not modelled' } : { class: 'outside', ...entry.rest };
}

/** Whether the table names a type itself, which it does only with types that CloudFormation has. */
export function isNamed(type: string, table: TypeTable): boolean {
  const [service, name] = partsOf(type);
  return Object.hasOwn(table, service) && namedEntry(name, table[service] as ServiceEntry) !== undefined;
}

function partsOf(type: string): readonly [string, string] {
  const [, service = '', name = ''] = /^(?:AWS|Alexa(?=::ASK::))::([^:]+)::([^:]+)$/.exec(type) ?? [];
  return [service, name];
}

function namedEntry(name: string, { inert, understood, outside }: ServiceEntry): TypeEntry | undefined {
  if (inert?.includes(name)) return { class: 'inert' };
  const dangers = understood !== undefined && Object.hasOwn(understood, name) ? understood[name] : undefined;
  if (dangers !== undefined) return { class: 'understood', dangers };
  const found = outside?.find(({ types }) => types.includes(name));
  return found === undefined ? undefined : { class: 'outside', promises: found.promises, because: found.because };
}
