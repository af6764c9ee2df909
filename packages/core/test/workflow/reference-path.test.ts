import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/workflow/json.ts';
import { parseReferencePath, readPath, writePath } from '../../src/workflow/reference-path.ts';

const data = { a: { b: [{ c: 1 }, null] }, 'two words': 2, toString: 3 };
const context = { Execution: { Name: 'run-1' } };

const read: readonly (readonly [string, Json | undefined])[] = [
  ['$', data],
  ['$.a.b[0].c', 1],
  ['$.a.b[1]', null],
  ["$['two words']", 2],
  ["$['a']['b'][0]", { c: 1 }],
  ['$$.Execution.Name', 'run-1'],
  ['$.toString', 3],
  ['$.a.toString', undefined],
  ['$.a.b.length', undefined],
  ['$.a.b[2]', undefined],
  ['$.a[0]', undefined],
  ['$.none.deeper', undefined],
];

describe('a reference path', () => {
  test.each(read)('%s is read', (path, value) => {
    expect(readPath(path, { data, context })).toEqual(value);
  });

  test.each([
    '',
    'a',
    '$a',
    '$.',
    '$..a',
    '$.*',
    '$.a[*]',
    '$.a[-1]',
    '$.a[0:1]',
    '$.a[?(@.b)]',
    '$.a b',
    '$.a,b',
    '$[a]',
  ])('%s names more or less than one place, and is none', (path) => {
    expect(parseReferencePath(path)).toBeUndefined();
  });

  test('puts a value where the path says and changes nothing else', () => {
    const before = { a: { kept: 1 } };
    expect(writePath(before, ['a', 'b', 'c'], 2)).toEqual({ a: { kept: 1, b: { c: 2 } } });
    expect(before).toEqual({ a: { kept: 1 } });
  });

  test('is not written through a list, a text or null', () => {
    for (const inTheWay of [[1], 'text', null]) expect(writePath({ a: inTheWay }, ['a', 'b'], 2)).toBeUndefined();
  });

  test('reaches own names only, also those that objects inherit', () => {
    const written = writePath({}, ['__proto__', 'polluted'], true);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(Object.keys(written ?? {})).toEqual(['__proto__']);
  });
});
