import { CST, Lexer } from 'yaml';
import { count } from '../explaining/show.ts';
import type { PlacedFinding } from './placed-finding.ts';
import { positionIn, type SourcePosition } from './source-positions.ts';

/** Enough for 2,500 people; checking and explaining this much takes a moment. */
const mostWords = 20_000;
const longestWord = 1_000;

/** Signs of the lexer to the parser, which are no characters of the text. */
const markers: ReadonlySet<string | null> = new Set(['doc-mode', 'flow-error-end', 'scalar']);
/** Kinds of tokens that say nothing and separate nothing. */
const blanks: ReadonlySet<string | null> = new Set(['space', 'newline', 'comment', 'byte-order-mark']);

/** Finds what is too much to be read at all, before the text is parsed, for parsing is what takes time. */
export function findExcess(text: string): PlacedFinding | undefined {
  let words = 0;
  let offset = 0;
  let before: string | null = null;
  for (const lexeme of new Lexer().lex(text)) {
    // A marker announces a scalar, which may begin with any character.
    const kind: string | null = before === 'scalar' ? 'word' : CST.tokenType(lexeme);
    before = kind;
    if (markers.has(kind)) continue;
    if (!blanks.has(kind)) {
      words += 1 + escapesIn(lexeme);
      if (lexeme.length > longestWord) return tooLong(lexeme.length, positionIn(text, offset));
    }
    offset += lexeme.length;
  }
  return words > mostWords ? tooMany(words) : undefined;
}

/** Backslashes in double quotes: each can be a mistake of its own. */
function escapesIn(lexeme: string): number {
  return lexeme.startsWith('"') ? lexeme.split('\\').length - 1 : 0;
}

function tooLong(length: number, place: SourcePosition): PlacedFinding {
  return {
    path: [],
    place,
    code: 'TooLong',
    message: `${count(length)} characters stand here as one name or value; at most ${count(longestWord)} are accepted.`,
    fix: 'Shorten it; if a quote was left open, close it.',
  };
}

function tooMany(words: number): PlacedFinding {
  return {
    path: [],
    place: { line: 1, column: 1 },
    code: 'TooMany',
    message: `The file has ${count(words)} names, values and signs between them; at most ${count(mostWords)} are accepted.`,
    fix: 'Keep settings alone in it; data belongs in files of its own.',
  };
}
