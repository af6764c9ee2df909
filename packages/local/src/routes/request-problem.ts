import { Problem } from '@atelier/core';

const mostShown = 3;
const longestText = 160;

/** Where a schema has found something wrong, and what it accepts. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Refuse a request for what it holds; `what` says it, and what is accepted in its place. */
export function requestProblem(asked: string, what: string): Problem {
  return new Problem({
    code: 'RequestNotAccepted',
    message: `${asked} is not accepted as it was sent: ${what}.`,
    fix: "Send what is accepted; an atelier command of the workspace's own version does.",
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

/** What a schema has found wrong with a value, the first few: where, what was given, and what is accepted. */
export function issuesText(issues: readonly Issue[], value: unknown): string {
  const shown = issues.slice(0, mostShown).map(({ path, message }) => {
    const where = path.length === 0 ? 'the whole' : path.map(String).join('.');
    return `${cut(where)} is ${givenText(valueAt(value, path))}: ${cut(message)}`;
  });
  const left = issues.length - shown.length;
  return `${shown.join('; ')}${left > 0 ? `; and ${left} more` : ''}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Readonly<Record<PropertyKey, unknown>>)[key];
  }, value);
}

/** A value in a few characters, however large or deep it is. */
function givenText(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  return typeof value === 'string' ? JSON.stringify(cut(value)) : String(value);
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText)} …`;
}
