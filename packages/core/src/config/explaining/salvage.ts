import type * as z from 'zod';
import { valueAt } from './explain-schema.ts';
import type { Path } from './issue.ts';
import { schemaAt } from './schema-at.ts';

const mostRounds = 12;

/**
 * The file as far as it can be understood: whatever does not fit the schema is left out, so that rules still see the rest.
 * What has a name that is not accepted stays under it.
 *
 * What the schema demands is taken from `skeleton` when it is missing. Undefined when nothing sensible remains.
 */
export function salvage<File>(schema: z.ZodType<File>, data: unknown, skeleton: object): File | undefined {
  let rest: unknown = structuredClone(data);
  const misnamed: Misnamed[] = [];
  for (let round = 0; round < mostRounds; round++) {
    const result = schema.safeParse(rest);
    if (result.success) return withMisnamed(result.data, misnamed);
    if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) rest = {};
    misnamed.push(...result.error.issues.flatMap((issue) => misnamedBy(schema, rest, issue)));
    for (const path of lastFirst(result.error.issues.flatMap(pathsOf))) repair(rest as object, path, skeleton);
  }
  return undefined;
}

/** A thing of a map whose name alone may be wrong. */
interface Misnamed {
  readonly path: Path;
  readonly value: unknown;
}

function misnamedBy(schema: z.core.$ZodType, rest: unknown, issue: z.core.$ZodIssue): readonly Misnamed[] {
  const path = issue.path as Path;
  const expected = issue.code === 'invalid_key' ? schemaAt(schema, path) : undefined;
  if (expected === undefined) return [];
  const value = salvage(expected as z.ZodType, valueAt(rest, path), {});
  return value === undefined ? [] : [{ path, value }];
}

function withMisnamed<File>(file: File, misnamed: readonly Misnamed[]): File {
  for (const { path, value } of misnamed) {
    const map = valueAt(file, path.slice(0, -1));
    if (typeof map !== 'object' || map === null) continue;
    // Not set: `__proto__` would become what the map is made of.
    Object.defineProperty(map, String(path.at(-1)), { value, enumerable: true, configurable: true, writable: true });
  }
  return file;
}

/** Paths of what cannot stay, by what one issue says. */
export function pathsOf(issue: z.core.$ZodIssue): readonly Path[] {
  const path = issue.path as Path;
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** Later list positions first, so that removing one does not shift the others. */
function lastFirst(paths: readonly Path[]): readonly Path[] {
  return paths.toSorted((a, b) => listPosition(b) - listPosition(a));
}

function listPosition(path: Path): number {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
}

function repair(data: object, path: Path, skeleton: object): void {
  const parent = valueAt(data, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  const replacement = valueAt(skeleton, path);
  if (replacement !== undefined) Reflect.set(parent, last, structuredClone(replacement));
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else if (Object.hasOwn(parent, last)) Reflect.deleteProperty(parent, last);
  else repair(data, path.slice(0, -1), skeleton);
}
