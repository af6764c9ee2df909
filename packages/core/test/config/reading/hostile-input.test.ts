import { expect, test } from 'vitest';
import { workOf } from '../../../../../test/work-of.ts';
import { problemsIn, problemsInFlow } from '../problems-in.ts';

const kibibytes256 = 256 * 1024;

/** As many pieces as a file of the largest size can hold between `begin` and `end`. */
function filled(begin: string, piece: (index: number) => string, end = '', most = Number.POSITIVE_INFINITY): string {
  const pieces: string[] = [];
  let room = kibibytes256 - begin.length - end.length;
  for (let index = 0; index < most; index++) {
    const next = piece(index);
    room -= next.length;
    if (room < 0) break;
    pieces.push(next);
  }
  return `${begin}${pieces.join('')}${end}`;
}

const sales = 'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], ';

const tooMany = [
  ['members that are numbers', filled('workspace: acme\nprojects: {sales: {members: [', () => '1,', ']}}')],
  ['members', filled('workspace: acme\nprojects: {sales: {members: [', () => 'a,', ']}}')],
  ['flows', filled(`${sales}flows: [`, () => 'a,', '] } }')],
  ['lines', filled('workspace: acme\n', () => 'a\n')],
  ['brackets that close nothing', filled('workspace: acme\n', () => ']\n')],
  ['brackets without end', filled('', () => '[')],
  ['dashes without end', filled('', () => '- ')],
  ['keys', filled('workspace: acme\n', (index) => `k${index}: 1\n`)],
  ['commas', filled('workspace: [', () => ',', ']')],
  ['wrong escapes', filled('', (index) => `k${index}: "${'\\m'.repeat(450)}"\n`)],
] as const;

test.each(tooMany)('a file full of %s is refused as one problem that counts them', (_, text) => {
  const problems = problemsIn(text);
  expect(problems).toMatchObject([
    { code: 'TooMany', line: 1, column: 1, fix: expect.stringMatching(/settings alone/) },
  ]);
  expect(problems[0]?.message).toMatch(
    /^The file has [1-9][0-9]{1,2},[0-9]{3} names, .*; at most 20,000 are accepted\.$/,
  );
});

test('ten thousand list items are counted with the commas between them, and comments are not counted', () => {
  const list = (items: number) => `workspace: acme\npackages: { allow: [ ${'# one more\n'.repeat(items)}`;
  const names = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`).join(',');
  expect(problemsIn(`${list(9_000)} ${names(9_900)} ] }\n`)).toEqual([]);
  expect(problemsIn(`${list(0)} ${names(10_000)} ] }\n`)).toMatchObject([
    { code: 'TooMany', message: expect.stringContaining('20,010 names') },
  ]);
});

const long = 'x'.repeat(1_001);
const tooLong = [
  ['a plain value', `workspace: ${long}`, 1, 12],
  ['a name', `workspace: acme\npeople: { ana: { role: lead-data-scientist }, ${long}: {} }`, 2, 47],
  ['text in quotes', `workspace: acme # 1\nstudio: { instance: '${long}' }`, 2, 21],
  ['a block of text', `workspace: acme\nstudio:\n  instance: |\n    ${long}\n`, 4, 1],
  ['a tag', `workspace: !${long} acme`, 1, 12],
] as const;

test.each(tooLong)('%s of more than 1,000 characters is refused where it begins', (_, text, line, column) => {
  const problems = problemsIn(text);
  expect(problems).toMatchObject([{ code: 'TooLong', line, column, fix: expect.stringMatching(/^Shorten it/) }]);
  expect(problems[0]?.message).toMatch(/^1,00\d characters .* at most 1,000/);
});

test('a long comment is no long value', () => {
  expect(problemsIn(`workspace: acme # ${long}\n`)).toEqual([]);
});

const people = (count: number) =>
  Array.from({ length: count }, (_, index) => `${'ab'.repeat(20)}${index}: {role: lead-data-scientist},`).join('');
const strangers = (count: number) =>
  Array.from({ length: count }, (_, index) => `${'ba'.repeat(20)}${index},`).join('');

const slow = [
  [
    'thousands of strangers',
    `workspace: acme\npeople: {${people(490)}}\nprojects: {sales: {members: [${strangers(5_000)}]}}`,
  ],
  ['members', filled('workspace: acme\nprojects: {sales: {members: [', (index) => `p${index},`, ']}}', 9_900)],
  ['e-mail addresses of dots', filled(`${sales}notify: [`, (index) => `"a@${'.'.repeat(980)}${index} ",`, '] } }')],
  ['empty lines', filled('workspace: acme\n', () => '\n')],
  ['comments', filled('people:\n', () => ' #\n', ' ana: { role: lead-data-scientist }')],
  ['lines that are no settings', filled('workspace: acme\n', () => 'a\n', '', 9_900)],
  ['brackets that close nothing', filled('workspace: acme\n', () => ']\n', '', 19_900)],
  ['unknown settings', filled('workspace: acme\n', (index) => `k${index}:\n`, '', 9_900)],
] as const;

test.each(slow)('the largest file of %s is explained without much work', async (_, text) => {
  expect(await workOf(() => problemsIn(text))).toBeLessThan(800);
});

test('only the first hundred strangers are compared with the people', () => {
  const names = Array.from({ length: 101 }, (_, index) => `anna${index}`).join(', ');
  const text = `workspace: acme\npeople: { anna: { role: lead-data-scientist } }\nprojects: { sales: { members: [anna, ${names}] } }`;
  const fixes = problemsIn(text).map(({ fix }) => fix);
  expect(fixes.slice(0, 10).every((fix) => fix.startsWith('Write "anna"'))).toBe(true);
  expect(fixes[100]).toBe('Add "anna100" to people, with a role.');
});

const flow = 'flow: sales\ninputs: { sales: { file: s.csv } }\n';
const inFlow = [
  ['nothing at all', '', '', 1, 1],
  ['too much', filled('', () => '- '), '', 1, 1],
  ['an open bracket', `${flow}forecast: { horizon: 5\n`, '', 4, 1],
  ['a tag', `${flow}forecast: { horizon: !int 5 }`, 'forecast.horizon', 3, 27],
  ['a second document', `${flow}---\nforecast: {}`, '', 3, 1],
  ['a key that stands twice', `${flow}forecast: { horizon: 5, horizon: 6 }`, 'forecast.horizon', 3, 25],
  ['an unknown setting', `${flow}forecast: { horizon: 5 }\nserve: {}`, 'serve', 4, 1],
  ['a wrong value', `${flow}forecast: { horizon: 5 }\nbatch: { table: No }`, 'batch.table', 4, 17],
  ['a missing setting', `${flow}forecast: {}`, 'forecast.horizon', 3, 1],
  ['a section without a value', `${flow}forecast:`, 'forecast', 3, 10],
  ['a broken rule', `${flow}forecast: { horizon: 5, covariates: [year, yaer] }`, 'forecast.covariates[1]', 3, 44],
  ['a rule broken by a key', `${flow}forecast: { horizon: 5, fills: { promo: 1 } }`, 'forecast.fills.promo', 3, 34],
] as const;

test.each(inFlow)('%s in a flow file is reported in that file, at its place', (_, text, path, line, column) => {
  const problems = problemsInFlow(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ file: 'flow.yaml', path, line, column });
  expect(problems[0]?.fix).not.toMatch(/workspace/i);
});
