import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';

const flow = (forecast: string, more = '') =>
  `flow: sales\ninputs: { sales: { file: s.csv }, promotions: { file: p.csv } }\nforecast: { ${forecast} }\n${more}`;

const together = [
  ['one name', 'TwoFlowsOneName', '', ''],
  ['one endpoint', 'TwoFlowsOneEndpoint', 'serving: { endpoint: ask }', 'serving: { endpoint: ask }'],
  ['one table', 'TwoFlowsOneTable', 'batch: { table: out }', 'batch: { table: out }'],
] as const;

test.each(together)(
  'two flows of a project with %s are refused where the second is named',
  (what, code, first, second) => {
    const text =
      'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], flows: [a.yaml, b.yaml] } }';
    const named = (name: string, more: string) => flow('horizon: 5', more).replace('flow: sales', `flow: ${name}`);
    const other = what === 'one name' ? 'one' : 'two';
    const found = problemsIn(text, { 'a.yaml': named('one', first), 'b.yaml': named(other, second) });
    expect(found).toMatchObject([
      { path: 'projects.sales.flows[1]', code, line: 3, column: 54, file: '/team/atelier.yaml' },
    ]);
    expect(problemsIn(text, { 'a.yaml': named('one', ''), 'b.yaml': named('two', 'batch: { table: other }') })).toEqual(
      [],
    );
  },
);

/** Inputs that two flows of one project name, and whether they load the same rows. */
const fillings = [
  ['the same inputs', 'sales: { file: s.csv }', '', 'sales: { file: s.csv }', '', true],
  [
    'other forecasts of the same inputs',
    'sales: { file: s.csv }',
    '',
    'sales: { file: ./s.csv }',
    'rejectLimit: 1%',
    true,
  ],
  ['another sales file', 'sales: { file: s.csv }', '', 'sales: { file: t.csv }', '', false],
  ['another column', 'sales: { file: s.csv }', '', 'sales: { file: s.csv, columns: { total_sales: net } }', '', false],
  ['another constant', 'sales: { file: s.csv }', '', 'sales: { file: s.csv, constants: { store_id: 2 } }', '', false],
  ['another form of dates', 'sales: { file: s.csv }', '', 'sales: { file: s.csv, dateFormat: MM/dd/yyyy }', '', false],
  ['promotions in one', 'sales: { file: s.csv }', '', 'sales: { file: s.csv }, promotions: { file: p.csv }', '', false],
  ['dates in one', 'sales: { file: s.csv }', '', 'sales: { file: s.csv }, dates: { file: d.csv }', '', false],
  ['another calendar', 'sales: { file: s.csv }', '', 'sales: { file: s.csv }', 'calendar: { from: 2015-01-01 }', false],
] as const;

test.each(fillings)('two flows of a project with %s', (_what, one, oneMore, two, twoMore, isAccepted) => {
  const team = 'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\n';
  const written = (name: string, inputs: string, more: string) =>
    `flow: ${name}\ninputs: { ${inputs} }\nforecast: { horizon: 5, covariates: [] }\nbatch: { table: ${name} }\n${more}`;
  const files = { 'a.yaml': written('one', one, oneMore), 'b.yaml': written('two', two, twoMore) };
  const together = problemsIn(`${team}projects: { sales: { members: [ana], flows: [a.yaml, b.yaml] } }`, files);
  const expected = {
    path: 'projects.sales.flows[1]',
    code: 'TwoFlowsOneWarehouse',
    message: expect.stringContaining('one and two fill the same tables of project sales'),
    fix: expect.stringContaining('List two under a project of its own'),
  };
  expect(together).toMatchObject(isAccepted ? [] : [expected]);
  const apart = `${team}projects: { sales: { members: [ana], flows: [a.yaml] }, stock: { members: [ana], flows: [b.yaml] } }`;
  expect(problemsIn(apart, files)).toEqual([]);
});
