import { stringify } from 'yaml';
import * as z from 'zod';
import type { Path, RuleFinding } from './issue.ts';
import { formatPath } from './issue.ts';
import { nearest } from './nearest.ts';
import { retiredSetting } from './retired-settings.ts';
import { exampleOf, isNeeded, schemaAt, settingsOf } from './schema-at.ts';
import { enumerate, show } from './show.ts';

type SchemaIssue = z.core.$ZodIssue;

/**
 * Mismatches of data with a schema, those below a name that is not accepted too: the schema looks no further there.
 */
export function mismatchesOf(schema: z.core.$ZodType, data: unknown): readonly SchemaIssue[] {
  const issues = z.safeParse(schema, data).error?.issues ?? [];
  return issues.flatMap((issue) => {
    const expected = issue.code === 'invalid_key' ? schemaAt(schema, issue.path as Path) : undefined;
    if (expected === undefined) return [issue];
    const below = mismatchesOf(expected, valueAt(data, issue.path as Path));
    return [issue, ...below.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))];
  });
}

/** Changes for the author to make, for one mismatch with the schema; unknown settings give one finding each. */
export function explainSchema(schema: z.core.$ZodType, data: unknown, issue: SchemaIssue): readonly RuleFinding[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownSetting(settingsOf(schemaAt(schema, path)), path, key));
    case 'invalid_key':
      return [badName(schemaAt(schema, path.slice(0, -1)), path, issue)];
    case 'invalid_union':
      return unionFindings(schema, data, issue);
    case 'custom':
      if (issue.params !== undefined) return [{ path, message: issue.message, ...(issue.params as Told) }];
  }
  return [notAccepted(schema, path, valueAt(data, path), issue)];
}

type Told = Pick<RuleFinding, 'code' | 'fix'>;

function unknownSetting(known: readonly string[], path: Path, key: string): RuleFinding {
  const retired = retiredSetting([...path, key]);
  if (retired !== undefined) {
    const gone = `${formatPath([...path, key])} is no setting any more and does nothing: ${retired.because}.`;
    return { path: [...path, key], code: 'RetiredSetting', message: gone, fix: retired.fix, on: 'key' };
  }
  const section = path.length === 0 ? 'this file' : formatPath(path);
  const meant = nearest(key, known);
  const message = `"${key}" is not a setting of ${section}. Its settings are ${enumerate(known)}.`;
  const fix = meant === undefined ? `Remove "${key}".` : `Write "${meant}".`;
  return { path: [...path, key], code: 'UnknownSetting', message, fix, on: 'key' };
}

function badName(map: z.core.$ZodType | undefined, path: Path, issue: z.core.$ZodIssueInvalidKey): RuleFinding {
  const name = String(path.at(-1));
  const accepts = issue.issues[0]?.message ?? 'another name';
  const legal = legalName(map, name);
  const fix = legal === undefined ? 'Choose another name.' : `Write for example "${legal}".`;
  return { path, code: 'BadName', message: `"${name}" cannot be a name here. Accepted is ${accepts}.`, fix, on: 'key' };
}

/** A name like the one given that the map accepts. */
function legalName(map: z.core.$ZodType | undefined, name: string): string | undefined {
  const lower = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return [/[^a-z0-9@._+-]+/g, /[^a-z0-9]+/g]
    .map((strange) => lower.replace(strange, '-').replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, ''))
    .find((near) => map instanceof z.ZodRecord && z.safeParse(map.keyType, near).success);
}

/** The findings of the branch that the author had in mind, or one about the whole value. */
function unionFindings(
  schema: z.core.$ZodType,
  data: unknown,
  issue: z.core.$ZodIssueInvalidUnion,
): readonly RuleFinding[] {
  const path = issue.path as Path;
  const value = valueAt(data, path);
  const meant = issue.errors.find((branch) => branch.every((inner) => inner.path.length > 0 || hasOwnAnswer(inner)));
  if (meant === undefined || typeof value !== 'object') return [notAccepted(schema, path, value, issue)];
  return meant.flatMap((inner) => explainSchema(schema, data, { ...inner, path: [...issue.path, ...inner.path] }));
}

function hasOwnAnswer(issue: SchemaIssue): boolean {
  return issue.code === 'unrecognized_keys' || issue.code === 'too_small' || issue.code === 'too_big';
}

function notAccepted(schema: z.core.$ZodType, path: Path, value: unknown, issue: SchemaIssue): RuleFinding {
  const expected = schemaAt(schema, path);
  const example = exampleOf(expected);
  if (value === undefined) return missing(path, issue, example);
  if (value === null) return empty(path, issue, example, endingFor(schema, path));
  const words = expected instanceof z.ZodEnum ? expected.options.map(String) : [];
  const accepted = words.length > 1 ? `Accepted are ${enumerate(words)}.` : `Accepted is ${issue.message}.`;
  const fix = fixOf(value, words, expected, example);
  return { path, code: 'NotAccepted', message: `${show(value)} is not accepted here. ${accepted}`, fix };
}

function missing(path: Path, issue: SchemaIssue, example: unknown): RuleFinding {
  const name = String(path.at(-1));
  const message = `${formatPath(path)} is missing. It is ${issue.message}.`;
  const fix = example === undefined ? `Add "${name}".` : `Add \`${name}: ${written(example)}\`.`;
  return { path, code: 'MissingSetting', message, fix };
}

function empty(path: Path, issue: SchemaIssue, example: unknown, ending: string): RuleFinding {
  const message = `${formatPath(path)} has no value. Accepted is ${issue.message}.`;
  const fix = `${example === undefined ? 'Give it a value' : `Write for example ${written(example)}`}${ending}`;
  return { path, code: 'NotAccepted', message, fix };
}

/** Only what is not needed can be removed. */
function endingFor(schema: z.core.$ZodType, path: Path): string {
  const section = schemaAt(schema, path.slice(0, -1));
  const setting = section instanceof z.ZodObject ? section.shape[String(path.at(-1))] : undefined;
  return setting !== undefined && isNeeded(setting) ? '.' : ', or remove the line.';
}

function fixOf(
  value: unknown,
  words: readonly string[],
  expected: z.core.$ZodType | undefined,
  example: unknown,
): string {
  if (expected instanceof z.ZodBoolean) return `Write ${/^(y|yes|on|true)$/i.test(String(value)) ? 'true' : 'false'}.`;
  const quoted = String(value);
  if (typeof value === 'number' && expected !== undefined && z.safeParse(expected, quoted).success) {
    return `Write it in quotes: "${quoted}".`;
  }
  const meant = nearest(quoted, words);
  if (meant !== undefined) return `Write "${meant}".`;
  if (words.length > 0) return 'Choose one of these.';
  if (expected instanceof z.ZodObject) return 'Write its settings below it, each as `key: value`.';
  return example === undefined
    ? 'Write what is accepted, or remove the line.'
    : `Write for example ${written(example)}.`;
}

/** An example as it would stand in the file, on one line. */
function written(example: unknown): string {
  return stringify(example, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd();
}

/** The settings that a file cannot do without, as its author could write them. */
export function leastIn(schema: z.core.$ZodType): string {
  const least = Object.entries(exampleOf(schema) ?? {});
  return enumerate(least.map(([name, example]) => `\`${name}: ${written(example)}\``));
}

/** The value at a path of plain data, undefined where there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, part) ? Reflect.get(value, part) : undefined,
    data,
  );
}
