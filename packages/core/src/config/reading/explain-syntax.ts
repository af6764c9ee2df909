import type { ErrorCode, YAMLError } from 'yaml';
import type { RuleFinding } from '../explaining/issue.ts';
import { show } from '../explaining/show.ts';
import type { PlacedFinding } from './placed-finding.ts';
import type { Refused } from './read-nodes.ts';
import type { SourcePosition } from './source-positions.ts';

function syntax(message: string, fix: string): RuleFinding {
  return { path: [], code: 'YamlSyntax', message, fix };
}

/** Finding for a text that says nothing; `least` is what it must say. */
export function emptyFile(least: string): RuleFinding {
  return { path: [], code: 'EmptyFile', message: 'The file says nothing.', fix: `Write at least ${least}.` };
}

/** Findings for other faults of a text as a whole. */
export const syntaxFindings = {
  secondDocument: {
    path: [],
    code: 'SeveralDocuments',
    message: 'A second YAML document begins here; a file describes one thing.',
    fix: 'Remove the `---` line, or move what follows it to a file of its own.',
  },
  directive: {
    path: [],
    code: 'YamlDirective',
    message: 'The file begins with a %YAML directive; it is always read as YAML 1.2.',
    fix: 'Remove the line that begins with %YAML.',
  },
} satisfies Record<string, RuleFinding>;

const tooDeep: RuleFinding = {
  path: [],
  code: 'TooDeep',
  message: 'Settings are nested too deeply to be read here.',
  fix: 'Remove the inner brackets or indentations.',
};

const tag: RuleFinding = {
  path: [],
  code: 'YamlTag',
  message: 'A YAML tag (a word that begins with !) stands here; tags mean nothing in this file.',
  fix: 'Remove the tag, or put the text in quotes.',
};

const known: Partial<Record<ErrorCode, RuleFinding>> = {
  TAB_AS_INDENT: syntax('A tab indents this line; YAML indents with spaces.', 'Replace the tab by spaces.'),
  BAD_INDENT: syntax('This line is indented differently from its neighbours.', 'Indent it like its neighbours.'),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    'Another `key: value` begins inside this value.',
    'Indent the settings of one map alike, and put text that holds ": " in quotes.',
  ),
  MULTILINE_IMPLICIT_KEY: syntax(
    'This line is neither `key: value` nor a list item.',
    'Write a colon and a space after the key.',
  ),
  BAD_DQ_ESCAPE: syntax(
    'A backslash in double quotes stands before a character that it cannot go with.',
    'Write the text in single quotes, or double the backslash.',
  ),
  NON_STRING_KEY: syntax('A list, a map or nothing stands where a key is expected.', 'Write a name before the colon.'),
  TAG_RESOLVE_FAILED: tag,
};

/** Every mistake of the YAML itself, one of a kind for each line. */
export function explainSyntax(
  errors: readonly YAMLError[],
  placeAt: (offset: number) => SourcePosition,
): PlacedFinding[] {
  const deep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (deep !== undefined) return [{ ...tooDeep, place: placeAt(deep.pos[0]) }];
  const first = new Map<string, PlacedFinding>();
  for (const error of errors) {
    const finding = { ...explain(error), place: placeAt(error.pos[0]) };
    const key = `${finding.place.line}:${finding.code}`;
    if (!first.has(key)) first.set(key, finding);
  }
  return [...first.values()];
}

function explain(error: YAMLError): RuleFinding {
  const sentence = error.message.split('\n')[0]?.trim() ?? '';
  const fix = 'Close quotes and brackets, put text with special characters in quotes, and give each setting a line.';
  if (sentence.startsWith('Missing closing'))
    return syntax('A quote was opened and is not closed.', 'Close the quote.');
  if (sentence.includes('end with a')) return syntax('A bracket was opened and is not closed.', 'Close the bracket.');
  return known[error.code] ?? syntax(`This cannot be read as YAML (${sentence}).`, fix);
}

/** Why a part of the file was not read. */
export function explainRefusal({ reason, path, place, given }: Refused): PlacedFinding {
  switch (reason) {
    case 'duplicate':
      return {
        path,
        place,
        code: 'DuplicateKey',
        message: `${show(given)} stands twice in this map; only the first one would count.`,
        fix: 'Remove one of the two, or rename it.',
      };
    case 'reserved':
      return { path, place, code: 'BadName', message: `"${given}" cannot be a name.`, fix: 'Choose another name.' };
    case 'depth':
      return { ...tooDeep, place };
    case 'tag':
      return { ...tag, path, place };
    case 'shortcut':
      return {
        path,
        place,
        code: 'YamlAlias',
        message: `${show(given)} is a YAML anchor, alias or merge; this file has none, so that each line says what it means.`,
        fix: 'Write the value out in each place.',
      };
  }
}
