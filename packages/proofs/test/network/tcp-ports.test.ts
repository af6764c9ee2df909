import { expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { areCovered, cutAt, overlap, type TcpPorts } from '../../src/network/tcp-ports.ts';

const portsOf = ({ from, to }: TcpPorts) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('ports are covered by ranges, and cut at them, as going through port by port says', () => {
  const random = randomFrom(7);
  const range = (): TcpPorts => {
    const from = Math.floor(random() * 20);
    return { from, to: from + Math.floor(random() * 8) };
  };
  const counted = { covered: 0, not: 0 };
  for (let round = 0; round < 2000; round++) {
    const [asked, ranges] = [range(), Array.from({ length: Math.floor(random() * 4) }, range)];
    const each = portsOf(asked).every((port) => ranges.some(({ from, to }) => port >= from && port <= to));
    expect(areCovered(asked, ranges)).toBe(each);
    counted[each ? 'covered' : 'not'] += 1;
    const pieces = cutAt(asked, ranges);
    expect(pieces.flatMap(portsOf)).toEqual(portsOf(asked));
    for (const piece of pieces)
      for (const one of ranges.filter((other) => overlap(piece, other)))
        expect(one.from <= piece.from && one.to >= piece.to).toBe(true);
  }
  expect(counted.covered).toBeGreaterThan(100);
  expect(counted.not).toBeGreaterThan(100);
});
