import { expect, test } from 'vitest';
import { seldom } from '../../src/walls/seldom.ts';

test('what strangers cause is told once a minute, with how often it happened', () => {
  const told: string[] = [];
  let nowMillis = 0;
  const tell = seldom(
    (news) => void told.push(news),
    'refused',
    () => nowMillis,
  );
  for (let second = 0; second < 120; second += 1) {
    nowMillis = second * 1000;
    tell();
  }
  expect(told).toEqual(['refused', 'refused (60 times since the last of these lines)']);
});
