import { expect, test } from 'vitest';
import { ownPath } from '../../src/sessions/own-path.ts';

const origin = 'http://localhost:8470';

test.each(['/', '/a/b?c=d&e=//f', '/%2f%2fevil.example', '/a;b'])('%s is kept as it is', (path) => {
  expect(ownPath(path, origin)).toBe(path);
});

test.each([
  undefined,
  '',
  'a',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  ' //evil.example',
  'http://evil.example',
  'javascript:alert(1)',
  '/.//evil.example/..//',
  `/${'a'.repeat(3000)}`,
  '/\u0000',
  '/ü',
])('%j leads to the beginning, or to a path of the same origin', (path) => {
  const led = ownPath(path, origin);
  expect(new URL(led, origin).origin).toBe(origin);
  expect(led).not.toMatch(/^\/[/\\]/);
});
