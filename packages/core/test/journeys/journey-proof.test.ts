import { expect, test } from 'vitest';
import { journeyProof } from '../../src/journeys/journey-proof.ts';

const read = 'data.read on project sales';
const see = 'budget.see on project sales';

test('a journey counts where it ends, and nowhere else', () => {
  const broken = { call: 's3:GetObject', because: 'nothing allows it', fix: 'allow it' };
  const proof = journeyProof([
    { who: 'july', journey: read, outcome: 'proven' },
    { who: 'john', journey: read, outcome: broken },
    { who: 'july', journey: see, outcome: { unknown: 'nobody sends a bill' } },
  ]);
  expect(proof).toEqual({
    proven: 1,
    broken: [{ who: 'john', journey: read, ...broken }],
    notProven: [{ who: ['july'], journey: see, because: 'nobody sends a bill' }],
  });
});

test('what meets many for one reason is told once, and for two reasons twice', () => {
  const open = (who: string, unknown: string) => ({ who, journey: see, outcome: { unknown } });
  const { notProven } = journeyProof([open('july', 'a'), open('john', 'b'), open('lead', 'a')]);
  expect(notProven.map(({ who, because }) => [because, ...who])).toEqual([
    ['a', 'july', 'lead'],
    ['b', 'john'],
  ]);
});
