import { expect, test } from 'vitest';
import { workOf } from '../../../test/work-of.ts';
import { linesOf } from '../src/lines-of.ts';

async function linesIn(chunks: Iterable<Uint8Array>): Promise<readonly string[]> {
  return Array.fromAsync(
    linesOf(
      (async function* () {
        yield* chunks;
      })(),
    ),
  );
}

test.each([
  ['nothing', [], []],
  ['one line', ['{"a":1}\n'], ['{"a":1}']],
  ['a line in parts', ['{"a"', ':', '1}', '\n'], ['{"a":1}']],
  ['several lines in one part, and the next begun', ['a\nb\nc', 'd\n'], ['a', 'b', 'cd']],
  ['empty lines', ['\n\n', '\na\n'], ['', '', '', 'a']],
])('gives %s', async (_what, parts, lines) => {
  expect(await linesIn(parts.map((part) => Buffer.from(part)))).toEqual(lines);
});

test('puts a letter together that came in two parts', async () => {
  const bytes = Buffer.from('é\n');
  expect(await linesIn([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(['é']);
});

test('tells when the text ends in the middle of a line', async () => {
  await expect(linesIn([Buffer.from('a\nb')])).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('takes time by the length of a line, not by its square', async () => {
  const parts = Array.from({ length: 4096 }, () => Buffer.alloc(16 * 1024, 'x'));
  let lines: readonly string[] = [];
  const read = async () => {
    lines = await linesIn([...parts, Buffer.from('\n')]);
  };
  expect(await workOf(read)).toBeLessThan(1000);
  expect(lines[0]).toHaveLength(64 * 1024 ** 2);
});
