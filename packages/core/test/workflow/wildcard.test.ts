import { expect, test } from 'vitest';
import { matchesWildcard } from '../../src/workflow/wildcard.ts';

/** As slow as can be, and plainly right. */
function slowly(text: string, pattern: string): boolean {
  if (pattern === '') return text === '';
  if (pattern[0] === '*') return slowly(text, pattern.slice(1)) || (text !== '' && slowly(text.slice(1), pattern));
  return text[0] === pattern[0] && slowly(text.slice(1), pattern.slice(1));
}

function words(signs: string, longest: number): readonly string[] {
  if (longest === 0) return [''];
  const shorter = words(signs, longest - 1);
  return [...new Set([...shorter, ...shorter.flatMap((word) => [...signs].map((sign) => word + sign))])];
}

test('every pattern of up to four signs says of every text of up to five what the slow way says', () => {
  const patterns = words('ab*', 4);
  const texts = words('ab', 5);
  const wrong = patterns.flatMap((pattern) =>
    texts.filter((text) => matchesWildcard(text, pattern) !== slowly(text, pattern)).map((text) => [pattern, text]),
  );
  expect(patterns.length * texts.length).toBe(121 * 63);
  expect(wrong).toEqual([]);
});
