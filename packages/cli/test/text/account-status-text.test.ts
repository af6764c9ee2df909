import { expect, test } from 'vitest';
import { accountStatusText } from '../../src/text/account-status-text.ts';

const signIn = { people: [], others: [], letsInAll: null };
const empty = { stacks: [], apps: [], costs: [], hourlyUsd: 0, monthlyUsd: 0, signIn };
const theirs = { id: 'stack acme-foundation', why: 'it imports nothing from acme-network\n, as "acme" does' };

test('what is named like the workspace and is not its own is told, in a line, also where nothing else is there', () => {
  const text = accountStatusText({ ...empty, notOurs: [theirs] }, null);
  expect(text).toMatch(/^Nothing of this workspace is in the account\.\n\nnot ours: stack acme-foundation: it imports/);
  expect(text.trimEnd().split('\n')).toHaveLength(3);
  const stacks = [{ name: 'acme-network', status: 'CREATE_COMPLETE', reason: null }];
  expect(accountStatusText({ ...empty, stacks, notOurs: [theirs] }, null)).toMatch(/\nnot ours: stack acme-foundation/);
});
