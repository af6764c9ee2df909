/** Keys and list positions from the top of a file to a value. */
export type Path = readonly (string | number)[];

/** One thing that the author of a file should change, with its place. */
export interface ConfigIssue {
  /** Such as `people.ana.role` or `projects.sales.members[1]`; empty for the file itself. */
  readonly path: string;
  /** The file to change, as the reader of the message would name it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Permanent, searchable name in PascalCase. */
  readonly code: string;
  /** The fault, with the value given, and what is accepted. */
  readonly message: string;
  /** One thing to do. */
  readonly fix: string;
}

/** An issue that does not know its place in the file yet. */
export interface RuleFinding {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** Points at the key in place of its value. */
  readonly on?: 'key';
}

/** The path as people write it. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    if (!/^[\w-]+$/.test(part)) return `${text}[${JSON.stringify(part)}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/** A file from top to bottom, files in the order in which they were first met. */
export function sortIssues(issues: readonly ConfigIssue[]): readonly ConfigIssue[] {
  const files = Map.groupBy(issues, ({ file }) => file).values();
  return [...files].flatMap((its) => its.toSorted((a, b) => a.line - b.line || a.column - b.column));
}
