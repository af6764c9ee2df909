import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Looked, unblockedAccount } from '../../src/deploy/unblocked-account.ts';
import type { Account } from '../../src/read/account.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { type AcmeAccount, acmeAccount } from '../acme-account.ts';

let acme: AcmeAccount;
let deployed: Account;
beforeAll(async () => {
  acme = await acmeAccount();
  deployed = await readAccount(acme.workspace, acme.clients);
});
afterAll(() => acme.simulated.close());

/** Gives one look after the other, and the last one from then on. */
function looks(...accounts: readonly Account[]): () => Promise<Looked> {
  const left = [...accounts];
  const takeBack = { stacks: [], setAside: [], blockers: [] };
  return async () => ({ account: (left.length > 1 ? left.shift() : left[0]) ?? deployed, taken: [], takeBack });
}

const without = (...names: readonly string[]): Account => ({
  ...deployed,
  stacks: deployed.stacks.filter(({ name }) => !names.includes(name)),
});
const inState = (name: string, status: string): Account => ({
  ...deployed,
  stacks: deployed.stacks.map((stack) => (stack.name === name ? { ...stack, status } : stack)),
});

test('what another deployment makes between two calls of a look is nothing that was kept', async () => {
  const look = looks(without('acme-foundation'), deployed);
  expect((await unblockedAccount(acme.workspace, look)).account).toBe(deployed);
});

test('another deployment that is still at it is said, and nothing else that was seen meanwhile', async () => {
  const look = looks(without('acme-foundation'), inState('acme-foundation', 'CREATE_IN_PROGRESS'));
  await expect(unblockedAccount(acme.workspace, look)).rejects.toMatchObject({ code: 'StackBusy' });
  const half = { ...inState('acme-network', 'UPDATE_IN_PROGRESS'), foreignStacks: ['acme-spaces'] };
  await expect(unblockedAccount(acme.workspace, looks(half))).rejects.toMatchObject({ code: 'StackBusy' });
});

test('what two looks find alike is said', async () => {
  const look = looks({ ...deployed, stacks: [] });
  await expect(unblockedAccount(acme.workspace, look)).rejects.toMatchObject({ code: 'DomainKept' });
});
