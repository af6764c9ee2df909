import { LineCounter, type ParsedNode, parseAllDocuments } from 'yaml';
import type { RuleFinding } from '../explaining/issue.ts';
import { emptyFile, explainRefusal, explainSyntax, syntaxFindings } from './explain-syntax.ts';
import { findExcess } from './find-excess.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { type Refused, readNodes } from './read-nodes.ts';
import type { PositionTree, SourcePosition } from './source-positions.ts';

/** Contents of a text, before anybody asks whether they make sense. */
export interface Written {
  readonly data: unknown;
  readonly places: PositionTree;
  /** Faults that could be left out without losing sight of the rest, such as a key that stands twice. */
  readonly findings: readonly PlacedFinding[];
}

type Parsed =
  | { readonly ok: true; readonly written: Written }
  | { readonly ok: false; readonly findings: readonly PlacedFinding[] };

const start: SourcePosition = { line: 1, column: 1 };

/**
 * Read YAML 1.2 into plain data with the place of every key and value.
 *
 * Accepts one document without anchors, aliases, tags and directives: what stands in a place is what it means.
 * `least` is what a text must say, as the author of an empty one is told.
 */
export function parseYaml(text: string, least: string): Parsed {
  const excess = findExcess(text);
  if (excess !== undefined) return { ok: false, findings: [excess] };
  const lines = new LineCounter();
  const options = { lineCounter: lines, uniqueKeys: false, stringKeys: true, prettyErrors: false } as const;
  const documents = [...parseAllDocuments<ParsedNode>(text, { ...options, logLevel: 'silent' })];
  const placeAt = (offset: number): SourcePosition => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const found = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  // The library only warns of tags that it does not know; readNodes refuses every tag.
  const errors = found.filter(({ name, code }) => name !== 'YAMLWarning' || code !== 'TAG_RESOLVE_FAILED');
  if (errors.length > 0) return { ok: false, findings: explainSyntax(errors, placeAt) };
  const [document, second] = documents;
  if (document?.contents == null || document.contents.range === null) return refuse(emptyFile(least), start);
  if (second !== undefined) return refuse(syntaxFindings.secondDocument, placeAt(second.range[0]));
  if (document.directives.yaml.explicit) return refuse(syntaxFindings.directive, start);
  const refused: Refused[] = [];
  const { data, places } = readNodes(document.contents, [], start, { placeAt, refused });
  if (data === null && refused.length === 0) return refuse(emptyFile(least), start);
  const findings = refused.map(explainRefusal);
  const fatal = refused.some(({ reason }) => reason === 'shortcut' || reason === 'tag' || reason === 'depth');
  return fatal ? { ok: false, findings } : { ok: true, written: { data, places, findings } };
}

function refuse(finding: RuleFinding, place: SourcePosition): Parsed {
  return { ok: false, findings: [{ ...finding, place }] };
}
