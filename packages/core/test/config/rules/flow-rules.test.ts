import { expect, test } from 'vitest';
import { problemsIn, problemsInFlow } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const flow = (forecast: string, more = '') =>
  `flow: sales\ninputs: { sales: { file: s.csv }, promotions: { file: p.csv } }\nforecast: { ${forecast} }\n${more}`;

const cases: readonly RuleCase[] = [
  {
    promise: 'a horizon above a quarter of the shortest series is refused',
    breaks: flow('horizon: 7, backtestWindows: 1'),
    keeps: flow('horizon: 6, backtestWindows: 1'),
    path: 'forecast.horizon',
    code: 'HorizonTooLong',
    message: /horizon of 7.*25 rows/,
    fix: /at most 6, or `minimumRows: 28`/,
  },
  {
    promise: 'a horizon above 500 is refused',
    breaks: flow('horizon: 501, minimumRows: 4000'),
    keeps: flow('horizon: 500, minimumRows: 4000'),
    path: 'forecast.horizon',
    code: 'NotAccepted',
    message: /501 is not accepted here.*1 to 500/,
    fix: /example 5/,
  },
  {
    promise: 'holdout and backtests that leave nothing to train on are refused',
    breaks: flow('horizon: 5, backtestWindows: 4'),
    keeps: flow('horizon: 5, backtestWindows: 3'),
    path: 'forecast.minimumRows',
    code: 'NothingToTrainOn',
    message: /25 rows \(5 \+ 4 x 5\).*shortest has 25/,
    fix: /minimumRows: 30/,
  },
  {
    promise: 'six quantiles are refused',
    breaks: flow('horizon: 5, quantiles: [p10, p20, p30, p40, p50, p60]'),
    keeps: flow('horizon: 5, quantiles: [p01, p20, p30, p40, p99]'),
    path: 'forecast.quantiles',
    code: 'NotAccepted',
    message: /1 to 5 quantiles/,
    fix: /\[ p50 \]/,
  },
  {
    promise: 'a quantile outside p01 to p99 is refused',
    breaks: flow('horizon: 5, quantiles: [p00, p50]'),
    keeps: flow('horizon: 5, quantiles: [p01, p50]'),
    path: 'forecast.quantiles[0]',
    code: 'NotAccepted',
    message: /"p00".*p01 to p99/,
    fix: /p50/,
  },
  {
    promise: 'quantiles out of order are refused',
    breaks: flow('horizon: 5, quantiles: [p90, p50]'),
    keeps: flow('horizon: 5, quantiles: [p50, p90]'),
    path: 'forecast.quantiles',
    code: 'QuantileOrder',
    message: /p90 and p50/,
    fix: /\[p50, p90\]/,
  },
  {
    promise: 'a quantile that is named twice is refused',
    breaks: flow('horizon: 5, quantiles: [p50, p50]'),
    keeps: flow('horizon: 5, quantiles: [p50]'),
    path: 'forecast.quantiles[1]',
    code: 'Duplicate',
    message: /"p50" stands twice/,
    fix: /Remove one/,
  },
  {
    promise: 'a covariate that nobody knows in advance is refused',
    breaks: flow('horizon: 5, covariates: [promos]'),
    keeps: flow('horizon: 5, covariates: [promo, weekday]'),
    path: 'forecast.covariates[0]',
    code: 'UnknownColumn',
    message: /"promos" is not known in advance.*promo, school_holiday, week/,
    fix: /"promo"/,
  },
  {
    promise: 'a promotion as covariate without a promotions file is refused',
    breaks: 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5, covariates: [promo] }',
    keeps: 'flow: sales\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5, covariates: [month] }',
    path: 'forecast.covariates[0]',
    code: 'UnknownColumn',
    message: /comes from the promotions file/,
    fix: /inputs\.promotions/,
  },
  {
    promise: 'a fill of a column that is not used is refused',
    breaks: flow('horizon: 5, fills: { prom: zero }'),
    keeps: flow('horizon: 5, fills: { promo: zero, total_sales: { middle: mean, back: 1.5 } }'),
    path: 'forecast.fills.prom',
    code: 'UnknownColumn',
    message: /"prom" is neither a covariate nor the target/,
    fix: /"promo"/,
  },
  {
    promise: 'a fill of the future target is refused',
    breaks: flow('horizon: 5, fills: { total_sales: { future: zero } }'),
    keeps: flow('horizon: 5, fills: { promo: { future: max } }'),
    path: 'forecast.fills.total_sales.future',
    code: 'FutureTarget',
    message: /is what the flow forecasts/,
    fix: /Remove `future`/,
  },
  {
    promise: 'one column in two parts is refused',
    breaks: flow('horizon: 5, item: total_sales'),
    keeps: flow('horizon: 5, item: store'),
    path: 'forecast.target',
    code: 'SameColumn',
    message: /both the item and the target/,
    fix: /another column/,
  },
  {
    promise: 'a column that is both in the file and constant is refused',
    breaks: `flow: sales
inputs:
  sales: { file: s.csv }
  promotions: { file: p.csv, columns: { promo: Flag }, constants: { promo: 0 } }
forecast: { horizon: 5 }`,
    keeps: `flow: sales
inputs:
  sales: { file: s.csv }
  promotions: { file: p.csv, columns: { promo: Flag }, constants: { school_holiday: 0 } }
forecast: { horizon: 5 }`,
    path: 'inputs.promotions.constants.promo',
    code: 'Conflict',
    message: /both a column of the file and a constant/,
    fix: /Remove one/,
  },
  {
    promise: 'forecasts over a table of the star schema are refused',
    breaks: flow('horizon: 5', 'batch: { table: store_sales }'),
    keeps: flow('horizon: 5', 'batch: { table: sales_forecast }'),
    path: 'batch.table',
    code: 'ReservedName',
    message: /"store_sales" is a table that the flow loads/,
    fix: /forecast/,
  },
  {
    promise: 'forecasts over what is remembered of loads are refused',
    breaks: flow('horizon: 5', 'batch: { table: loads }'),
    keeps: flow('horizon: 5', 'batch: { table: my_loads }'),
    path: 'batch.table',
    code: 'ReservedName',
    message: /"loads" is a table/,
    fix: /forecast/,
  },
  {
    promise: 'a calendar that ends before it begins is refused',
    breaks: flow('horizon: 5', 'calendar: { from: 2020-01-01, to: 2019-12-31 }'),
    keeps: flow('horizon: 5', 'calendar: { from: 2020-01-01, to: 2020-12-31 }'),
    path: 'calendar.to',
    code: 'CalendarOrder',
    message: /ends on 2019-12-31, before it begins on 2020-01-01/,
    fix: /Exchange/,
  },
  {
    promise: 'a calendar beside a file of dates is refused',
    breaks:
      'flow: sales\ninputs: { sales: { file: s.csv }, dates: { file: d.csv } }\nforecast: { horizon: 5 }\ncalendar: { firstKey: 1 }',
    keeps: 'flow: sales\ninputs: { sales: { file: s.csv }, dates: { file: d.csv } }\nforecast: { horizon: 5 }',
    path: 'calendar',
    code: 'NoEffect',
    message: /come from a file/,
    fix: /Remove calendar/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsInFlow));

test.each(['Y', '1Y', 'M', '11M', 'W', '4W', 'D', '6D'])('the frequency %s is accepted', (token) => {
  expect(problemsInFlow(flow(`horizon: 5, frequency: ${token}`))).toEqual([]);
});

test.each(['2Y', '12M', '5W', '7D', 'H', '1H', '23H', '24H', '15min', '60min', 'min', 'd', '0D', 'daily'])(
  'the frequency %s is refused',
  (token) => {
    const [problem] = problemsInFlow(flow(`horizon: 5, frequency: ${token}`));
    expect(problem).toMatchObject({ path: 'forecast.frequency', code: 'NotAccepted', file: 'flow.yaml', line: 3 });
    expect(problem?.message).toContain(`"${token}"`);
    expect(problem?.message).toContain('Y, 1 to 11 M, 1 to 4 W or 1 to 6 D, such as D: the tables hold whole days');
  },
);

test.each(['0%', '5%', '5 %', '0.5%', '100%', '12.345 %', 0, 0.05, 0.999])(
  'a rejectLimit of %s is accepted',
  (limit) => {
    expect(problemsInFlow(flow('horizon: 5', `rejectLimit: ${limit}`))).toEqual([]);
  },
);

test.each([
  1,
  5,
  100,
  -0.1,
  '101%',
  '-5%',
  '5',
  '"0.05"',
  '5 percent',
  '5%%',
  '.5%',
  'all',
  'true',
  '[5%]',
  '.nan',
  '.inf',
])('a rejectLimit of %s is refused, for nobody knows what share it means', (limit) => {
  const message = expect.stringContaining('from 0% to 100%');
  expect(problemsInFlow(flow('horizon: 5', `rejectLimit: ${limit}`))).toMatchObject([
    { path: 'rejectLimit', code: 'NotAccepted', message, fix: expect.stringContaining('5%') },
  ]);
});

test('what becomes of earlier rows is refuse or keep', () => {
  expect(problemsInFlow(flow('horizon: 5', 'earlierRows: keep'))).toEqual([]);
  expect(problemsInFlow(flow('horizon: 5', 'earlierRows: delete'))).toMatchObject([
    { path: 'earlierRows', message: expect.stringContaining('refuse and keep') },
  ]);
});

test('an unknown model is refused with the nearest one', () => {
  const [problem] = problemsInFlow(flow('horizon: 5, candidates: [lightgmb]'));
  expect(problem).toMatchObject({ path: 'forecast.candidates[0]', fix: 'Write "lightgbm".' });
});

test('more covariates than Autopilot takes are refused', () => {
  const covariates = Array.from({ length: 14 }, (_, index) => `column${index}`).join(', ');
  const found = problemsInFlow(flow(`horizon: 5, covariates: [${covariates}]`));
  expect(found).toMatchObject([{ path: 'forecast.covariates', message: expect.stringMatching(/at most 13/) }]);
});

test('a flow file that is not there is reported where it is named', () => {
  const text =
    'workspace: acme\npeople: { ana: { role: lead-data-scientist } }\nprojects: { sales: { members: [ana], flows: [a.yaml] } }';
  expect(problemsIn(text)).toMatchObject([
    { path: 'projects.sales.flows[0]', code: 'NoSuchFile', line: 3, column: 46 },
  ]);
});
