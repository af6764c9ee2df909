import type * as z from 'zod';
import { explainSchema, leastIn, mismatchesOf, valueAt } from './explaining/explain-schema.ts';
import { type ConfigIssue, formatPath, type Path, type RuleFinding, sortIssues } from './explaining/issue.ts';
import { isRetired } from './explaining/retired-settings.ts';
import { pathsOf, salvage } from './explaining/salvage.ts';
import { parseYaml, type Written } from './reading/parse-yaml.ts';
import type { PlacedFinding } from './reading/placed-finding.ts';
import type { Source } from './reading/source.ts';
import { isWritten, placeOf } from './reading/source-positions.ts';
import type { ConfigRule, Facts } from './rules/rule.ts';

/** Schema and rules that a kind of file must keep to. */
export interface FileKind<File> {
  readonly schema: z.ZodType<File>;
  /** Values for what the schema demands, where the file lacks them. */
  readonly skeleton: object;
  readonly rules: readonly ConfigRule<File>[];
}

export interface CheckedFile<File> {
  /** Every mistake, from top to bottom. */
  readonly issues: readonly ConfigIssue[];
  /** Settings that files may have had: they do nothing, and stop nothing. */
  readonly notes: readonly ConfigIssue[];
  /** Contents of the file, with its defaults; undefined when it could not be understood at all. */
  readonly facts: Facts<File> | undefined;
  /** Gives a finding about this file its place. */
  readonly locate: (finding: RuleFinding) => ConfigIssue;
}

/** Read a file's text and say everything that is wrong with it. */
export function checkFile<File>(source: Source, kind: FileKind<File>): CheckedFile<File> {
  const parsed = parseYaml(source.text, leastIn(kind.schema));
  if (!parsed.ok) {
    const issues = parsed.findings.map((finding) => placed(source, finding));
    const locate = (finding: RuleFinding) => placed(source, { ...finding, place: { line: 1, column: 1 } });
    return { facts: undefined, issues: sortIssues(issues), notes: [], locate };
  }
  const { data, places, findings } = parsed.written;
  const locate = (finding: RuleFinding) =>
    placed(source, { ...finding, place: placeOf(places, finding.path, finding.on ?? 'value') });
  const mismatches = mismatchesOf(kind.schema, data);
  const file = salvage(kind.schema, data, kind.skeleton);
  const facts = file === undefined ? undefined : factsOf(file, parsed.written);
  const broken = facts === undefined ? [] : breaches(kind.rules, mismatches, facts);
  const explained = mismatches.flatMap((issue) => explainSchema(kind.schema, data, issue));
  const told = unique([...explained, ...broken]);
  const notes = told.filter(isRetired).map(locate);
  const issues = [
    ...findings.map((finding) => placed(source, finding)),
    ...told.filter((finding) => !isRetired(finding)).map(locate),
  ];
  return { facts, issues: sortIssues(issues), notes, locate };
}

function placed(source: Source, { path, place, code, message, fix }: PlacedFinding): ConfigIssue {
  return { path: formatPath(path), file: source.file, ...place, code, message, fix };
}

function factsOf<File>(file: File, written: Written): Facts<File> {
  return {
    file,
    isGiven: (path) => isWritten(written.places, path),
    namesIn: (path) => Object.keys(valueAt(written.data, path) ?? {}),
    itemPath: (list, item) => {
      const items = valueAt(written.data, list);
      return Array.isArray(items) ? [...list, positionIn(items, item)] : list;
    },
  };
}

const positions = new WeakMap<readonly unknown[], ReadonlyMap<unknown, number>>();

/** Where an item comes first in a list that no longer changes. */
function positionIn(items: readonly unknown[], item: unknown): number {
  const known = positions.get(items) ?? new Map(items.map((value, index) => [value, index] as const).reverse());
  positions.set(items, known);
  return known.get(item) ?? -1;
}

function breaches<File>(
  rules: readonly ConfigRule<File>[],
  mismatches: readonly z.core.$ZodIssue[],
  facts: Facts<File>,
): RuleFinding[] {
  const harmless = ['unrecognized_keys', 'invalid_key'];
  const damaged = mismatches.filter(({ code }) => !harmless.includes(code)).flatMap(pathsOf);
  const isDamaged = (pattern: readonly string[]) => damaged.some((path) => overlaps(pattern, path));
  const awake = rules.filter(({ reads }) => !reads.some((part) => isDamaged(part.split('.'))));
  return awake.flatMap((rule) => [...rule.check(facts)]);
}

/** Whether one of a pattern such as `projects.*.members`, split at its dots, and a path lies inside the other. */
function overlaps(pattern: readonly string[], path: Path): boolean {
  return pattern.every((part, depth) => depth >= path.length || part === '*' || part === path[depth]);
}

/** One value can be wrong in two ways that read the same. */
function unique(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify([finding.path, finding.message]), finding])).values()];
}
