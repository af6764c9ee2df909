import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { forged, hostileTexts, unseen } from './hostile-texts.ts';
import { recordingIo } from './recording-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'sql-output-'));
// What SQL cannot say: a text that ends early, and half a character.
const kinds = Object.entries(hostileTexts).filter(([, text]) => text.isWellFormed() && !text.includes('\0'));

async function atelier(terminals: readonly ('out' | 'err')[], ...args: readonly string[]): Promise<string> {
  const io = recordingIo(folder, terminals);
  await run(args, io);
  return io.said.out + io.said.err;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const name = (text: string) => `"${text.replaceAll('"', '""')}"`;

function expectHarmless(said: string): void {
  expect(said).not.toMatch(unseen);
  expect(said.split('\n').filter((line) => line.startsWith(forged))).toEqual([]);
}

beforeAll(async () => {
  writeFileSync(
    join(folder, 'atelier.yaml'),
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana] } }\n',
  );
  expect(await atelier([], 'up')).toContain('is up');
});

afterAll(async () => {
  await atelier([], 'down');
  rmSync(folder, { recursive: true });
});

describe.each(kinds)('data that %s', (_, text) => {
  test('in a cell and in the name of a column is one row on a terminal, and shown', async () => {
    const said = await atelier(
      ['out', 'err'],
      'sql',
      'sales',
      `select ${literal(text)} as ${name(`a${text}`)}, 1 as b`,
    );
    expectHarmless(said);
    expect(said.split('\n')).toHaveLength(4);
  });

  test('in what the warehouse says of wrong SQL is shown', async () => {
    const said = await atelier(['out', 'err'], 'sql', 'sales', `select ${name(`a${text}`)}`);
    expect(said).toContain('The warehouse refused the SQL');
    expectHarmless(said);
  });

  test('is shown in CSV on a terminal, and exact in CSV that goes elsewhere', async () => {
    const query = `select ${literal(`-${text}`)} as a`;
    expect(await atelier(['out'], 'sql', 'sales', '--csv', query)).not.toMatch(unseen);
    const exact = await atelier([], 'sql', 'sales', '--csv', query);
    expect(exact.slice('a\n'.length, -1).replace(/^"|"$/g, '').replaceAll('""', '"')).toBe(`-${text}`);
  });

  test('is an escape in JSON, which gives it back', async () => {
    const said = await atelier([], 'sql', 'sales', '--json', `select ${literal(`-${text}`)} as a`);
    expect(said).not.toMatch(unseen);
    expect(JSON.parse(said).rows).toEqual([{ a: `-${text}` }]);
  });
});

test('a spreadsheet that opens guarded CSV computes nothing, not even out of the name of a column', async () => {
  const query = "select '=1+1' as \"=2+2\", 'a;=3+3' as b, '-5' as c, '-5+1' as d";
  expect(await atelier([], 'sql', 'sales', '--guard-formulas', query)).toBe(
    `"'=2+2","b","c","d"\n"'=1+1","a;=3+3","-5","'-5+1"\n`,
  );
});

test('numbers of the warehouse are no formulas', async () => {
  const query = 'select -5 as a, -0.25::double as b, -1.50::decimal(9, 2) as c, (-9223372036854775808)::bigint as d';
  expect(await atelier([], 'sql', 'sales', '--guard-formulas', query)).toBe(
    '"a","b","c","d"\n"-5","-0.25","-1.50","-9223372036854775808"\n',
  );
});

test('CSV tells an empty text from nothing, and --json is not asked for beside it', async () => {
  const query = "select '' as a, null as b, 1 as c";
  expect(await atelier([], 'sql', 'sales', '--csv', query)).toBe('a,b,c\n"",,1\n');
  expect(await atelier([], 'sql', 'sales', '--guard-formulas', query)).toBe('"a","b","c"\n"",,"1"\n');
  expect(await atelier([], 'sql', 'sales', '--csv', '--json', query)).toContain('cannot be used with');
});

test.each([['explain'], ['explain analyze'], ['explain (format json)']])(
  'what "%s" answers can be read line by line, each behind the margin',
  async (explain) => {
    const query = `select count(*) from range(9) t(i) where i % 3 = 0 and '\n${forged}' > 'a'`;
    const said = await atelier(['out'], 'sql', 'sales', `${explain} ${query}`);
    expectHarmless(said);
    expect(said).not.toContain('\\n');
    expect(said.split('\n').filter((line) => line.startsWith('  | ')).length).toBeGreaterThan(5);
  },
);

test('a query that is interrupted says so, and not that the workspace ended', async () => {
  const interruption = new AbortController();
  const io = { ...recordingIo(folder), interrupted: interruption.signal };
  const asked = run(['sql', 'sales', 'select count(*) from range(10000000000) a, range(10000000000) b'], io);
  setTimeout(() => interruption.abort(), 500);
  expect(await asked).toBe(130);
  expect(io.said.err).toContain('The query was interrupted');
});
