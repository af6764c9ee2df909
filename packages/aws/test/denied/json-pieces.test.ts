import { describe, expect, test } from 'vitest';
import { JsonPieces } from '../../src/denied/json-pieces.ts';

/** The pieces of a text that comes in parts of a size. */
function piecesOf(text: string, size: number) {
  const pieces = new JsonPieces();
  const found: unknown[] = [];
  for (let at = 0; at < text.length; at += size) found.push(...pieces.push(text.slice(at, at + size)));
  found.push(...pieces.end());
  return found.map((piece) => piece as { text?: string; damaged?: string });
}

const record = (id: number) => `{"id": ${id}, "a": {"b": [{"c": "}{\\"]["}, []]}, "s": "\\\\"}`;
const sizes = [1, 2, 3, 7, 64, 100_000];

describe.each(sizes)('in parts of %i signs', (size) => {
  test.each([
    ['one object', record(1), [record(1)]],
    ['lines', `${record(1)}\n${record(2)}\r\n\n${record(3)}`, [record(1), record(2), record(3)]],
    ['a list', `[${record(1)},\n${record(2)}]`, [record(1), record(2)]],
    ['a file of CloudTrail', `{"Records":[${record(1)},${record(2)}]}`, [record(1), record(2)]],
    ['two files of CloudTrail', `{"Records":[${record(1)}]}{"Records":[${record(2)}]}\n`, [record(1), record(2)]],
    ['an answer with more', `{ "NextToken": "x{", "Events" : [ ${record(1)} ], "n": 1 }`, [record(1)]],
    [
      'an object that has such a list deeper',
      `{"x": {"Records": [${record(1)}]}}`,
      [`{"x": {"Records": [${record(1)}]}}`],
    ],
    ['nothing', ' \n ', []],
  ])('%s comes apart whole', (_, text, wanted) => {
    const found = piecesOf(text, size);
    expect(found.map((piece) => piece.text)).toEqual(wanted);
    for (const piece of found) expect(() => JSON.parse(piece.text ?? '')).not.toThrow();
  });

  test.each([
    ['a line that was cut off', `{"a": {"b": 1\n${record(2)}\n`, [record(2)]],
    ['a line that was cut off in a text', `{"a": "bcd\n${record(2)}\n`, [record(2)]],
    ['a line without its beginning', `": 1}}\n${record(2)}`, [record(2)]],
    ['the last of a file, cut off', `{"Records":[${record(1)},{"a": [1`, [record(1)]],
    ['a record among others', `{"Records":[${record(1)},{"a": "x\n"},${record(2)}]}`, [record(1), record(2)]],
    ['brackets that do not fit', `{"a": [1}}\n${record(2)}`, [record(2)]],
  ])('after what is damaged it goes on: %s', (_, text, wanted) => {
    const found = piecesOf(text, size);
    expect(found.flatMap((piece) => piece.text ?? [])).toEqual(wanted);
    if (!text.startsWith('"')) expect(found.some((piece) => piece.damaged !== undefined)).toBe(true);
  });
});

test('an object that is longer than any record is let go, and what follows is read', () => {
  const found = piecesOf(`{"a": "${'x'.repeat(3_000_000)}"}\n${record(2)}`, 65_536);
  expect(found).toEqual([{ damaged: '' }, { text: record(2) }]);
});
