import { unreadable } from './sql-problems.ts';
import { closes, isLabel, isOneOf, isSymbol, isWord, opens, type Token } from './token.ts';

/** Where a token stands, as far as it matters for what it can name. */
export interface SqlPosition {
  /** DuckDB would look for a table here: a text is a file's name, a name before a parenthesis a table function. */
  readonly startsTable: boolean;
  /** Directly in a list of tables: after FROM, JOIN, USING or PIVOT, not in an expression's parentheses. */
  readonly inTables: boolean;
  /** Of a bracket: the index of its counterpart. */
  readonly partner: number;
}

/** Contents of an open bracket, or of the statement itself. */
interface Frame {
  readonly opened: number;
  /** The parentheses of a function that has FROM among its arguments. */
  readonly takesFrom: boolean;
  inTables: boolean;
  startsTable: boolean;
  /** Between VALUES and what follows its rows. */
  inValues: boolean;
}

// All of these are reserved by DuckDB's grammar, so that none can be the name of a table or an alias.
const beginTables = new Set(['from', 'using', 'pivot', 'pivot_wider', 'unpivot', 'pivot_longer']);
const endTables = new Set([
  ...['select', 'where', 'having', 'qualify', 'window', 'limit', 'offset', 'fetch', 'returning'],
]);
/** The last two are not reserved; where they are names, no harm is done. */
const beginTable = new Set([
  ...['join', 'into', 'table', 'describe', 'desc', 'show', 'summarize', 'only', 'lateral', 'update', 'truncate'],
]);
const takingFrom = new Set(['extract', 'overlay', 'substring', 'trim']);

/**
 * Say of every token of a statement whether a table can stand there.
 *
 * Follows DuckDB's grammar of table references; where that leaves a choice, a table can stand there.
 *
 * @throws Problem SqlUnreadable when brackets do not match.
 */
export function sqlPositions(tokens: readonly Token[]): readonly SqlPosition[] {
  const frames: Frame[] = [];
  const places: { startsTable: boolean; inTables: boolean; partner: number }[] = [];
  let frame = frameAt(-1, false, false);
  for (const [index, token] of tokens.entries()) {
    places.push({ startsTable: frame.startsTable, inTables: frame.inTables, partner: -1 });
    if (opens(token)) {
      frames.push(frame);
      frame = frameInside(tokens, index, frame);
    } else if (closes(token)) {
      pair(tokens, frame.opened, index, places);
      frame = frames.pop() ?? frame;
      frame.startsTable = false;
    } else step(tokens, index, frame);
  }
  if (frames.length > 0) throw unmatched(tokens[frame.opened]);
  return places;
}

function frameInside(tokens: readonly Token[], index: number, around: Frame): Frame {
  const inTables = around.startsTable && isSymbol(tokens[index], '(');
  return frameAt(index, inTables, isOneOf(tokens[index - 1], takingFrom));
}

function frameAt(opened: number, inTables: boolean, takesFrom: boolean): Frame {
  return { opened, takesFrom, inTables, startsTable: inTables, inValues: false };
}

function pair(tokens: readonly Token[], opened: number, closed: number, places: { partner: number }[]): void {
  const [open, close] = [tokens[opened], tokens[closed]];
  if (open === undefined || close === undefined) throw unmatched(close);
  if ('([{'.indexOf(open.text) !== ')]}'.indexOf(close.text)) throw unmatched(open);
  (places[opened] as { partner: number }).partner = closed;
  (places[closed] as { partner: number }).partner = opened;
}

function unmatched(bracket: Token | undefined): Error {
  return unreadable(`the bracket ${bracket?.text ?? ''} has no counterpart.`, 'Close every bracket that is opened.');
}

/** Changes the frame by a token that is no bracket, for those that follow. */
function step(tokens: readonly Token[], index: number, frame: Frame): void {
  const token = tokens[index] as Token;
  if (isSymbol(token, ',')) {
    frame.startsTable = frame.inTables && !(frame.inValues && isSymbol(tokens[index + 1], '('));
    return;
  }
  frame.inValues = false;
  frame.startsTable = frame.inTables && isSymbol(token, ':');
  if (token.kind === 'word' && !isLabel(tokens, index)) stepWord(tokens, index, frame);
}

function stepWord(tokens: readonly Token[], index: number, frame: Frame): void {
  const token = tokens[index] as Token;
  if (beginTables.has(token.name)) {
    if (token.name === 'from' && isArgument(tokens, index, frame)) return;
    frame.inTables = true;
    frame.startsTable = true;
  } else if (beginTable.has(token.name)) frame.startsTable = true;
  else if (token.name === 'values') frame.inValues = isSymbol(tokens[index + 1], '(');
  else if (endsTables(tokens, index)) frame.inTables = false;
}

/** FROM between two operands rather than before a table: `extract(year from d)`, `a is distinct from b`. */
function isArgument(tokens: readonly Token[], index: number, frame: Frame): boolean {
  if (frame.takesFrom) return true;
  const negated = isWord(tokens[index - 2], 'not') ? index - 3 : index - 2;
  return isWord(tokens[index - 1], 'distinct') && isWord(tokens[negated], 'is');
}

/** WITHIN GROUP, and ORDER in an aggregate's brackets, end nothing. */
function endsTables(tokens: readonly Token[], index: number): boolean {
  const { name } = tokens[index] as Token;
  return endTables.has(name) || ((name === 'group' || name === 'order') && isWord(tokens[index + 1], 'by'));
}
