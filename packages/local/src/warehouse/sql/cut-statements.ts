import { shown, tooLarge, unreadable } from './sql-problems.ts';
import { closes, isSymbol, opens, type Token } from './token.ts';
import { type TokenizedSql, tokenize } from './tokenize.ts';

/** One statement of a text. */
export interface SqlStatement {
  /** As DuckDB is to read it: comments blanked, and every space one that it knows; lines are where they were. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

const mostCharacters = 1024 ** 2;

/**
 * Cut SQL at its semicolons, where DuckDB cuts it.
 *
 * @throws Problem SqlUnreadable where that is not certain; SqlTooLarge above a million characters.
 */
export function cutStatements(sql: string): readonly SqlStatement[] {
  if (sql.length > mostCharacters) {
    throw tooLarge(`${sql.length} characters`, String(mostCharacters), 'Send it in parts; a flow brings rows in.');
  }
  if (sql.includes('\0')) throw unreadable('it has a NUL character, at which DuckDB stops reading.', 'Remove it.');
  if (!sql.isWellFormed()) throw unreadable('it is not well-formed Unicode.', 'Save it as UTF-8.');
  const tokenized = tokenize(sql);
  const clean = withoutGaps(sql, tokenized);
  const statements = statementsOf(tokenized.tokens).map((tokens) => ({ text: textOf(clean, tokens), tokens }));
  if (statements.length === 0) throw unreadable('it has no statement.', 'Write one, such as "show tables".');
  return statements;
}

function statementsOf(tokens: readonly Token[]): (readonly Token[])[] {
  const statements: Token[][] = [];
  let statement: Token[] = [];
  let open = 0;
  for (const token of tokens) {
    if (isSymbol(token, ';')) {
      if (open !== 0) throw unreadable('a semicolon stands inside of brackets.', 'Close every bracket before it.');
      if (statement.length > 0) statements.push(statement);
      statement = [];
    } else {
      if (opens(token)) open += 1;
      if (closes(token)) open -= 1;
      statement.push(token);
    }
  }
  if (statement.length > 0) statements.push(statement);
  return statements;
}

function textOf(clean: string, tokens: readonly Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`No tokens in ${shown(clean)}`);
  return clean.slice(first.start, last.start + last.text.length);
}

/** DuckDB looks for special spaces with a scanner that knows no comments: it must meet neither. */
function withoutGaps(sql: string, { gaps }: TokenizedSql): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of gaps) {
    pieces.push(sql.slice(at, start), blank(sql.slice(start, end)));
    at = end;
  }
  return pieces.join('') + sql.slice(at);
}

/** A line break that was inside a comment must not join the texts on both sides of it. */
function blank(gap: string): string {
  const spaces = gap.replace(/[^\n\r]/g, ' ');
  return gap.startsWith('/*') && /[\n\r]/.test(gap) ? `/*${spaces.slice(2, -2)}*/` : spaces;
}
