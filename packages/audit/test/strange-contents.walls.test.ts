import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judged, newPlace } from './audit-place.ts';

test('whatever stands in a file is verified and read without an end in sight, and without a crash', () => {
  const place = newPlace();
  mkdirSync(place.own);
  const strange = [
    '',
    '\n',
    '\n'.repeat(10_000),
    '\0'.repeat(5000),
    'x'.repeat(3_000_000),
    `${'x'.repeat(3_000_000)}\n{}\n`,
    '{"n":1}\n'.repeat(1000),
    `{"n":0,"before":"${'0'.repeat(64)}","digest":"${'0'.repeat(64)}"}\n`,
    `[1],"digest":"${'0'.repeat(64)}"}\n`,
    `${'['.repeat(100_000)},"digest":"${'0'.repeat(64)}"}\n`,
    `{"n":0,"__proto__":{"segment":1,"writer":"x"},"digest":"${'0'.repeat(64)}"}\n`,
    Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 197 + 11) % 256)),
  ];
  for (const content of strange) {
    writeFileSync(place.file(), content);
    const { verdict, head, unendedBytes } = judged(place.folder);
    expect([verdict === 'broken' || unendedBytes > 0, head]).toEqual([true, null]);
  }
});
