/** One lexical unit of SQL, as DuckDB reads it. */
export interface Token {
  /** `word` is a name or keyword without quotes; `symbol` is punctuation or a run of operator characters. */
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol';
  /** Its characters in the text, quotes included. */
  readonly text: string;
  /** A word or quoted name as the catalog compares it: without quotes, in lower case. Empty for all else. */
  readonly name: string;
  /** Where it begins in the text. */
  readonly start: number;
}

/** Is this token that word, without quotes? */
export function isWord(token: Token | undefined, word: string): boolean {
  return token !== undefined && token.name === word && token.kind === 'word';
}

/** Is this token one of those words, without quotes? */
export function isOneOf(token: Token | undefined, words: ReadonlySet<string>): boolean {
  return token !== undefined && token.kind === 'word' && words.has(token.name);
}

/** Is this token that punctuation or operator? */
export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token !== undefined && token.text === symbol && token.kind === 'symbol';
}

/** Does this token open a bracket of any form? */
export function opens(token: Token): boolean {
  return token.kind === 'symbol' && (token.text === '(' || token.text === '[' || token.text === '{');
}

/** Does this token close a bracket of any form? */
export function closes(token: Token): boolean {
  return token.kind === 'symbol' && (token.text === ')' || token.text === ']' || token.text === '}');
}

/** Can this token name something: a table, a column, a function? */
export function isName(token: Token | undefined): token is Token {
  return token !== undefined && (token.kind === 'word' || token.kind === 'quoted');
}

/** After a dot or a dollar sign even a reserved word is only a name. */
export function isLabel(tokens: readonly Token[], index: number): boolean {
  return isSymbol(tokens[index - 1], '.') || isSymbol(tokens[index - 1], '$');
}
