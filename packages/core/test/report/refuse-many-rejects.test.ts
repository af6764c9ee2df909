import { describe, expect, test } from 'vitest';
import { allReasons } from '../../src/report/load-report.ts';
import { refuseManyRejects } from '../../src/report/refuse-many-rejects.ts';
import { loadOf } from './load-of.ts';

type Inputs = Parameters<typeof loadOf>[0];

const accepted: readonly (readonly [string, Inputs, number])[] = [
  ['nothing is rejected and nothing may be', [['sales', 100, {}]], 0],
  ['exactly the limit is rejected', [['sales', 100, { 'bad date': 5 }]], 0.05],
  ['a limit that no binary number is', [['sales', 10, { 'bad date': 3 }]], 0.3],
  [
    'each input stays below',
    [
      ['sales', 100, { 'bad date': 5 }],
      ['promotions', 100, { 'bad flag': 5 }],
    ],
    0.05,
  ],
  ['all but one may be rejected', [['sales', 100, { 'bad date': 99 }]], 1],
  [
    'all promotions may be rejected',
    [
      ['sales', 100, {}],
      ['promotions', 9, { 'bad flag': 9 }],
    ],
    1,
  ],
];

const refused: readonly (readonly [string, Inputs, number, RegExp])[] = [
  [
    'one row more than the limit',
    [['sales', 100, { 'bad date': 6 }]],
    0.05,
    /^6 of 100 rows of \/data\/sales\.csv \(6 %\)/,
  ],
  [
    'one row where none may be',
    [['sales', 1_000_000, { 'bad date': 1 }]],
    0,
    /^1 of 1,000,000 rows.*\(0\.01 %\).*At most 0 %/,
  ],
  ['hardly more than the limit', [['sales', 99_999, { 'bad date': 5000 }]], 0.05, /\(5\.01 %\).*At most 5 %/],
  [
    'one input wholly beside a large clean one',
    [
      ['sales', 1_000_000, {}],
      ['promotions', 3, { 'bad flag': 3 }],
    ],
    0.05,
    /promotions\.csv \(100 %\)/,
  ],
  [
    'dates',
    [
      ['dates', 10, { 'bad date': 1 }],
      ['sales', 100, {}],
    ],
    0.05,
    /dates\.csv \(10 %\)/,
  ],
  ['all sales, whatever the limit', [['sales', 100, { 'bad date': 100 }]], 1, /100 of 100 rows/],
  ['for several rules', [['sales', 100, { a: 40, b: 30, c: 20, d: 9 }]], 0.05, /: a \(40\), b \(30\), c \(20\), …\./],
];

describe('a load', () => {
  test.each(accepted)('is accepted when %s', (_what, inputs, limit) => {
    expect(() => refuseManyRejects(loadOf(inputs), limit)).not.toThrow();
  });

  test.each(refused)('is refused when it rejects %s', (_what, inputs, limit, message) => {
    const problem = { code: 'RowsRejected', whose: 'yours', message: expect.stringMatching(message) };
    expect(() => refuseManyRejects(loadOf(inputs), limit)).toThrow(expect.objectContaining(problem));
  });

  test.each([
    ['duplicate key', /^Add the rows up/],
    ['bad date', /dateFormat/],
    ['unknown date', /calendar/],
    ['wrong columns', /in quotes/],
    ['bad flag', /0 or 1/],
    ['two addresses', /in one way/],
    ['unknown store', /have no sales/],
    ['too long', /^Repair these rows/],
  ])('that is refused for %s says what to do and where all of it is listed', (rule, fix) => {
    const load = loadOf([['sales', 10, { [rule]: 9 }]]);
    expect(() => refuseManyRejects(load, 0.05)).toThrow(expect.objectContaining({ fix: expect.stringMatching(fix) }));
    expect(() => refuseManyRejects(load, 0.05)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`The first of them is line 2: ${rule}: what is wrong.`),
        fix: expect.stringMatching(/\/run\/rejected\.csv; rejectLimit/),
        state: expect.stringContaining('Nothing was changed'),
      }),
    );
  });
});

test('the reasons of all inputs are added up, the most frequent first', () => {
  const load = loadOf([
    ['sales', 100, { 'bad date': 2, 'bad number': 1 }],
    ['promotions', 100, { 'bad flag': 4, 'bad date': 3 }],
  ]);
  expect(Object.entries(allReasons(load))).toEqual([
    ['bad date', 5],
    ['bad flag', 4],
    ['bad number', 1],
  ]);
});
