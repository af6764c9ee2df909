import type { SignInStatus } from '@atelier/aws-account';
import { expect, test } from 'vitest';
import { signInStatusText } from '../../src/text/sign-in-status-text.ts';

const person = (name: string, why: string | null, getsIn: 'yes' | 'no' | 'unknown' = why === null ? 'yes' : 'no') => ({
  ...{ person: name, signInName: `${name}@example.com`, getsIn, why },
});
const status = (given: Partial<SignInStatus>): SignInStatus => ({ people: [], others: [], letsInAll: null, ...given });

test('a line says how many get in, and each person who does not stands there with the reason', () => {
  const people = [person('lead', null), person('july', 'is not\nassigned'), person('john', 'AWS said no', 'unknown')];
  const text = signInStatusText(status({ people }));
  expect(text).toMatch(/^1 of 3 people can open Studio\.\n/);
  expect(text).toMatch(/july +july@example\.com +cannot open Studio +is not\\nassigned\n/);
  expect(text).toMatch(/john +john@example\.com +not known +AWS said no\n/);
  expect(text).not.toContain('lead@');
});

test('whoever is let in besides the people of the file is named, and an open application is told', () => {
  const others = [
    { kind: 'user', id: 'u-1' },
    { kind: 'group', id: 'g-1' },
  ] as const;
  expect(signInStatusText(status({ others, letsInAll: true }))).toBe(
    'Identity Center lets in everybody of its directory: the application needs no assignment.\n' +
      'not in the file, but assigned in Identity Center: user u-1\n' +
      'not in the file, but assigned in Identity Center: group g-1\n',
  );
});

test('of nobody nothing is said', () => {
  expect(signInStatusText(status({}))).toBe('');
});
