import { expect, test } from 'vitest';
import { guardFormula } from '../../src/text/guard-formula.ts';

const cells = [
  ['=1+1', "'=1+1"],
  ['+1+1', "'+1+1"],
  ['-1+1', "'-1+1"],
  ['@SUM(1,1)', "'@SUM(1,1)"],
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['=HYPERLINK("http://evil")', `'=HYPERLINK("http://evil")`],
  ['\t=1+1', "'\t=1+1"],
  ['\ttext', "'\ttext"],
  ['\rtext', "'\rtext"],
  ['\ntext', "'\ntext"],
  ['  =1+1', "'  =1+1"],
  ['\u00a0=1+1', "'\u00a0=1+1"],
  ['\ufeff=1+1', "'\ufeff=1+1"],
  ['\u200b=1+1', "'\u200b=1+1"],
  ['＝1+1', "'＝1+1"],
  ['＠x', "'＠x"],
  ['-Infinity', "'-Infinity"],
  ['- 5', "'- 5"],
  ['-5-', "'-5-"],
  ['+49 89 1234', "'+49 89 1234"],
  ['-5', '-5'],
  ['+5', '+5'],
  ['-0.5', '-0.5'],
  ['-.5', '-.5'],
  ['-1e-7', '-1e-7'],
  ['-12345678901234567890.12', '-12345678901234567890.12'],
  ['5', '5'],
  ['a=1', 'a=1'],
  ['a;=1+1', 'a;=1+1'],
  ["'=1", "'=1"],
  ['', ''],
] as const;

test.each(cells)('of the cell %j a spreadsheet shows %j, and computes nothing', (given, guarded) => {
  expect(guardFormula(given)).toBe(guarded);
});
