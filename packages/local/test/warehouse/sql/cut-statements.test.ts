import { version as nodeVersion } from '@duckdb/node-api';
import { beforeAll, describe, expect, test } from 'vitest';
import { cutStatements } from '../../../src/warehouse/sql/cut-statements.ts';
import { tokenize } from '../../../src/warehouse/sql/tokenize.ts';
import { type DuckdbReading, duckdbReadings } from './duckdb-reading.ts';
import { fuzzTexts } from './fuzz-texts.ts';

function cut(sql: string): string[] {
  return cutStatements(sql).map(({ text }) => text);
}

/** The statements, or undefined where the text is refused. */
function cutOrRefused(sql: string): string[] | undefined {
  try {
    return cut(sql);
  } catch (error) {
    if (error instanceof Error && 'fix' in error) return undefined;
    throw error;
  }
}

describe('a text is cut', () => {
  test.each([
    ['select 1', ['select 1']],
    [' ; ;\n select 1 ;; select 2 ; ', ['select 1', 'select 2']],
    [
      "select ';', \";\" , $$;$$, $a$;$$;$a$; select e'\\';'",
      ['select \';\', ";" , $$;$$, $a$;$$;$a$', "select e'\\';'"],
    ],
    ['select 1 -- ; no\n; select /* ; /* ; */ ; */ 2', ['select 1', 'select                   2']],
    ["select 'a'\n';'; select 2", ["select 'a'\n';'", 'select 2']],
    ["select e'a'\n'\\';'; select 2", ["select e'a'\n'\\';'", 'select 2']],
    ["select x'41'';'; select 2", ["select x'41'';'", 'select 2']],
    ["select 1e'\\';'; select 2", ["select 1e'\\';'", 'select 2']],
    ['select a$$;b$$ from t', ['select a$$', 'b$$ from t']],
    ['select 6//* ; */2; select 2', ['select 6/       2', 'select 2']],
    ['select\u00a01;\ufeffselect\u30002', ['select 1', 'select 2']],
    ["select 'a\u00a0b' /* ' \u00a0 */, \"\u2003\"", ['select \'a\u00a0b\'          , "\u2003"']],
    ["select 'a' /* \n */ 'b'", ["select 'a' /* \n */ 'b'"]],
    ['select 1 as größe, 2 as 店舗, 3 as \u{1f600}', ['select 1 as größe, 2 as 店舗, 3 as \u{1f600}']],
  ])('%j', (sql, statements) => {
    expect(cut(sql)).toEqual(statements);
  });
});

describe('a text is refused', () => {
  test.each([
    ['', 'no statement'],
    [' ;; -- nothing', 'no statement'],
    ["select 'a", 'no end'],
    ['select "a', 'no end'],
    ['select "a""', 'no end'],
    ['select $a$ $b$', 'no end'],
    ['select $$ $', 'no end'],
    ['select /* /* */ 1', 'no end'],
    ["select e'\\'", 'no end'],
    ['select ""', 'empty'],
    ["select u&'\\0061'", 'U&'],
    ['select U&"\\0061"', 'U&'],
    ['select $ä$x$ä$', 'ASCII'],
    ["select 'a'\u00a0\n'b'", 'special space'],
    ['select 1\u0000; select 2', 'NUL'],
    ["select '\u0000'", 'NUL'],
    ['select \ud800', 'well-formed'],
    ['select 1\u000b', 'no meaning'],
    ['select \\', 'no meaning'],
    ['select (1; select 2)', 'inside of brackets'],
    [`select 1 ${'+'.repeat(65)} 1`, 'operator signs'],
    [`select '${'x'.repeat(1024 ** 2)}'`, 'characters'],
  ])('%.40j', (sql, why) => {
    expect(() => cut(sql)).toThrow(why);
  });
});

/** Spaces that DuckDB takes for one only where it has not lost count of quotes, which it does in comments. */
const special = /[\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]/g;

describe('random texts, cut as DuckDB cuts them', () => {
  const texts = fuzzTexts(20261130, 6000);
  let readings: readonly DuckdbReading[];
  let version: string;

  beforeAll(() => {
    ({ version, readings } = duckdbReadings(texts.map((text) => text.replace(special, ' '))));
  });

  test('by the same DuckDB that runs them', () => {
    expect(version).toBe(nodeVersion());
  });

  test('a text that DuckDB reads has as many statements here, or is refused for what is known to differ', () => {
    const compared = texts.flatMap((text, index) => {
      const found = readings[index]?.statements;
      const mine = cutOrRefused(text);
      return found && found.length > 0 && mine ? [[text, found.length, mine.length] as const] : [];
    });
    expect(compared.length).toBeGreaterThan(1500);
    expect(compared.filter(([, found, mine]) => found !== mine)).toEqual([]);
  });

  test('no more than a few texts that DuckDB reads are refused, all of them with NUL or a special space', () => {
    const refused = texts.filter((text, index) => readings[index]?.statements?.length && !cutOrRefused(text));
    expect(refused.filter((text) => !text.includes('\0') && text.search(special) === -1)).toEqual([]);
    expect(refused.length).toBeLessThan(60);
  });

  test('every piece is one statement of the same kind for DuckDB, or no SQL', () => {
    const pieces = texts.flatMap((text) => cutOrRefused(text) ?? []);
    const counts = duckdbReadings(pieces).readings.map(({ statements }) => statements?.length ?? 'none');
    expect(counts.filter((count) => count !== 1 && count !== 'none')).toEqual([]);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(3000);
  });

  test('tokens begin where DuckDB sees them begin, runs of operators apart', () => {
    const solid = (text: string) => (at: number) => !/[~!@^&|`+\-*/%<>=:.$?#]/.test(text.charAt(at));
    const plain = texts
      .map((text, index) => ({ text, starts: readings[index]?.starts ?? [] }))
      .filter(({ text }) => !/\P{ASCII}|\0/u.test(text) && cutOrRefused(text) !== undefined);
    const differing = plain.filter(({ text, starts }) => {
      const mine = tokenize(text).tokens.map(({ start }) => start);
      return mine.filter(solid(text)).join() !== starts.filter(solid(text)).join();
    });
    expect(plain.length).toBeGreaterThan(800);
    expect(differing).toEqual([]);
  });
});
