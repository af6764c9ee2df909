import type { SqlPosition } from './sql-positions.ts';
import { tooLarge } from './sql-problems.ts';
import { closes, isLabel, isOneOf, isSymbol, isWord, opens, type Token } from './token.ts';

/** Measured on DuckDB v1.5.6: up to here it reads, binds and plans in less than a second. */
const most = {
  /** Brackets inside of each other; time grows with the third power. */
  brackets: 60,
  /** Queries inside of each other's expressions; each one doubles the time. */
  queries: 16,
  /** Arrows inside of each other, each of which may be a lambda; each one doubles the time. */
  arrows: 16,
  /** Queries joined by UNION and its like; time grows with the second power. */
  unions: 1000,
};

/** Words that end an expression at their level. */
const between = new Set(['select', 'from', 'where', 'having', 'qualify', 'by', 'on', 'limit', 'returning']);
const joining = new Set(['union', 'intersect', 'except']);
const query = new Set(['select', 'from', 'with', 'values', 'table']);

/** Counts of what one bracket, or the statement itself, holds so far. */
interface Level {
  readonly queries: number;
  /** Arrows in the expression that is being read, and the most in one of its brackets. */
  arrows: number;
  inside: number;
  /** The most arrows of an expression that has been read. */
  worst: number;
}

/** Refuse what would keep DuckDB busy before it can be interrupted. */
export function checkSize(tokens: readonly Token[], places: readonly SqlPosition[]): void {
  const levels: Level[] = [levelWith(0)];
  let unions = 0;
  for (const [index, token] of tokens.entries()) {
    const level = levels.at(-1) as Level;
    if (token.kind === 'symbol') {
      stepSymbol(tokens, index, levels, places);
    } else if (isWord(token, 'lambda')) {
      level.arrows += 1;
    } else if (isOneOf(token, between) && !isLabel(tokens, index)) {
      endExpression(level);
    } else if (isOneOf(token, joining)) {
      unions += 1;
    }
    refuseAbove('arrows or lambdas inside of each other', level.arrows + level.inside, most.arrows);
  }
  refuseAbove('queries joined by union', unions, most.unions);
}

function stepSymbol(tokens: readonly Token[], index: number, levels: Level[], places: readonly SqlPosition[]): void {
  const token = tokens[index] as Token;
  const level = levels.at(-1) as Level;
  if (opens(token)) {
    const isQuery = isQueryAt(tokens, index) && places[index]?.startsTable === false;
    const queries = level.queries + (isQuery ? 1 : 0);
    levels.push(levelWith(queries));
    refuseAbove('brackets inside of each other', levels.length - 1, most.brackets);
    refuseAbove('queries inside of each other', queries, most.queries);
  } else if (closes(token)) {
    endExpression(level);
    levels.pop();
    const around = levels.at(-1) as Level;
    around.inside = Math.max(around.inside, level.worst);
    refuseAbove('arrows or lambdas inside of each other', around.arrows + around.inside, most.arrows);
  } else if (token.text === ',') {
    endExpression(level);
  } else if (/->(?!>)/.test(token.text)) {
    level.arrows += 1;
  }
}

function levelWith(queries: number): Level {
  return { queries, arrows: 0, inside: 0, worst: 0 };
}

function endExpression(level: Level): void {
  level.worst = Math.max(level.worst, level.arrows + level.inside);
  level.arrows = 0;
  level.inside = 0;
}

function isQueryAt(tokens: readonly Token[], bracket: number): boolean {
  return isSymbol(tokens[bracket], '(') && isOneOf(tokens[bracket + 1], query);
}

function refuseAbove(what: string, found: number, accepted: number): void {
  if (found > accepted) throw tooLarge(`${found} ${what}`, String(accepted), 'Split it with WITH, views or macros.');
}
