/** Where a schema has found something wrong, and what it accepts there; of several forms, what is wrong with each. */
interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly errors?: readonly (readonly Issue[])[];
}

const mostShown = 3;
const longestText = 160;

/** Text of what a schema has found wrong with a value, the first few: where, what was given, and what is accepted. */
export function issuesText(issues: readonly Issue[], value: unknown): string {
  const shown = issues.slice(0, mostShown).map((issue) => {
    const { path, message } = nearest(issue);
    const where = path.length === 0 ? 'the whole' : path.map(String).join('.');
    return `${cut(where)} is ${givenText(valueAt(value, path))}: ${cut(message)}`;
  });
  const left = issues.length - shown.length;
  return `${shown.join('; ')}${left > 0 ? `; and ${left} more` : ''}`;
}

/** Of a value that has none of several forms, what is wrong with the one that it comes nearest to. */
function nearest({ path, message, errors = [] }: Issue): Pick<Issue, 'path' | 'message'> {
  const inside = errors.flatMap(([first]) => (first === undefined ? [] : nearest(first)));
  const deepest = inside.toSorted((one, other) => other.path.length - one.path.length)[0];
  if (deepest === undefined || deepest.path.length === 0) return { path, message };
  return { path: [...path, ...deepest.path], message: deepest.message };
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
