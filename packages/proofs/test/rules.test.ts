import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { servicesWithoutPolicy } from '@atelier/constructs';
import { expect, test } from 'vitest';
import { rules } from '../src/index.ts';
import { holes } from './holes.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/proofs.md'), 'utf8');
const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (.*?) *\| (.*?) *\|$/gm)].map(([, id, proves, beyond]) => [
  id,
  proves,
  beyond,
]);

test('the page about proofs says what each rule proves, and what it cannot', () => {
  expect(rows).toEqual(rules.map(({ id, proves, beyond }) => [id, proves, beyond]));
});

test('endpoints that the constructs leave without a policy are those of which nobody asks one', () => {
  const beyond = rules.find(({ id }) => id === 'endpoint-policy')?.beyond;
  expect(beyond).toContain(`: ${servicesWithoutPolicy.join(', ')}.`);
});

test('every rule has an id of its own', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('every rule is broken by a hole that a test digs', () => {
  const elsewhere = ['endpoint-order', 'undecided-condition', 'unread-part'];
  const dug = new Set([...elsewhere, ...holes.map(({ rule }) => rule)]);
  expect(rules.map(({ id }) => id).filter((id) => !dug.has(id))).toEqual([]);
});
