import type { FlowSpec, InputReport, InputSpec } from '@atelier/core';
import { expect, test } from 'vitest';
import { stagedLoad } from '../../src/flow/staged-load.ts';
import { haveSameOrigin, type LoadOrigin } from '../../src/warehouse/load-origin.ts';

const usual: InputSpec = {
  file: '/team/data/sales.csv',
  within: '/w',
  columns: {},
  constants: {},
  dateFormat: 'yyyy-MM-dd',
};

/** The staged load of sales, and of promotions where they are given. */
function loaded(sales: Partial<InputSpec> & { sha256?: string }, promotions: InputSpec | null = null, root = '/team') {
  const { sha256 = 'a1', ...spec } = sales;
  const inputs = { sales: { ...usual, ...spec }, promotions, dates: null };
  const calendar = { from: '2010-01-01', to: '2029-12-31', firstKey: 1001 };
  const flow = {
    flow: 'sales',
    inputs,
    calendar,
    earlierRows: 'refuse',
    batch: { table: 'forecast' },
  } as unknown as FlowSpec;
  const reports = Object.entries(inputs).flatMap(([input, given]) =>
    given === null ? [] : [{ input, file: given.file, sha256, read: 3, loaded: 2, rejected: 1 } as InputReport],
  );
  const place = { project: { name: 'shops' }, host: { state: { root: `${root}/.atelier` } } };
  const load = { inputs: reports, rejectedFile: null, tables: {} };
  return stagedLoad({ execution: 'sales-1', flow }, load, place as Parameters<typeof stagedLoad>[2]);
}

const origins = (...given: Parameters<typeof loaded>): readonly LoadOrigin[] => loaded(...given).origins;
const promotions = { ...usual, file: '/team/data/promotions.csv' };

test('a load says where its rows come from, from the folder of the workspace', () => {
  expect(loaded({ columns: { store_id: 'Store', city: 'Town' } }, promotions)).toEqual({
    project: 'shops',
    flow: 'sales',
    execution: 'sales-1',
    tables: {},
    calendar: '2010-01-01 to 2029-12-31, keys from 1001',
    origins: [
      {
        input: 'sales',
        file: 'data/sales.csv',
        sha256: 'a1',
        reading: '{"columns":[["store_id","Store"]],"constants":[],"dateFormat":"yyyy-MM-dd"}',
        read: 3,
        loaded: 2,
        rejected: 1,
      },
      expect.objectContaining({ input: 'promotions', file: 'data/promotions.csv' }),
    ],
    earlierRows: 'refuse',
    batchTable: 'forecast',
  });
});

const elsewhere = { file: '/team/data/other.csv', sha256: 'b2' };

test.each<readonly [string, boolean, readonly LoadOrigin[], readonly LoadOrigin[]]>([
  ['the same file with other bytes', true, origins({}), origins({ sha256: 'b2' })],
  ['the same bytes in another file', true, origins({}), origins({ file: elsewhere.file })],
  ['another file with other bytes', false, origins({}), origins(elsewhere)],
  [
    'a workspace that was moved',
    true,
    origins({}),
    origins({ file: '/new/data/sales.csv', sha256: 'b2' }, null, '/new'),
  ],
  ['another column for the stores', false, origins({}), origins({ columns: { store_id: 'Dept' } })],
  ['another column for the amounts', false, origins({}), origins({ columns: { total_sales: 'net' } })],
  ['another column for the towns', true, origins({}), origins({ columns: { city: 'Town' } })],
  ['a column that is named as ours', true, origins({}), origins({ columns: { store_id: 'store_id' } })],
  [
    'columns in another order',
    true,
    origins({ columns: { store_id: 'S', total_sales: 'T' } }),
    origins({ columns: { total_sales: 'T', store_id: 'S' } }),
  ],
  ['another constant store', false, origins({ constants: { store_id: 1 } }), origins({ constants: { store_id: 2 } })],
  [
    'another constant country',
    true,
    origins({ constants: { country: 'NO' } }),
    origins({ constants: { country: 'SE' } }),
  ],
  ['another form of dates', false, origins({}), origins({ dateFormat: 'dd/MM/yyyy' })],
  ['promotions that come', false, origins({}), origins({}, promotions)],
  ['promotions that go', false, origins({}, promotions), origins({})],
  [
    'promotions of another file',
    false,
    origins({}, promotions),
    origins({ sha256: 'b2' }, { ...promotions, file: '/team/p.csv' }),
  ],
])('%s: the same rows is %s', (_what, isSame, one, other) => {
  expect(haveSameOrigin(one, other)).toBe(isSame);
  expect(haveSameOrigin(other, one)).toBe(isSame);
});
