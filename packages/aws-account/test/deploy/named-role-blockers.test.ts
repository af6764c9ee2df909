import { type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { written } from '../../../aws/test/example.ts';
import { namedRoleBlockers } from '../../src/deploy/named-role-blockers.ts';
import { readAccount } from '../../src/read/read-account.ts';
import { clientsOf, put } from '../acme-account.ts';

const id = '123456789012';
const arn = (name: string, account = id) => `arn:aws:iam::${account}:role/${name}`;

function fileOf(operators: readonly string[], senders: readonly string[]) {
  const list = (arns: readonly string[]) => `[${arns.map((each) => `"${each}"`).join(', ')}]`;
  return written(`workspace: acme
aws: { region: eu-central-1, account: "${id}", operators: ${list(operators)} }
people: { lead: { role: lead-data-scientist } }
projects: { sales: { members: [lead], deliverFrom: { senders: ${list(senders)} } } }`);
}

let simulated: SimulatedAccount;
beforeEach(async () => {
  simulated = await startSimulatedAccount();
});
afterEach(() => simulated.close());

async function blockers(workspace: ReturnType<typeof fileOf>) {
  const account = await readAccount(workspace, clientsOf(simulated, workspace));
  return (await namedRoleBlockers(workspace, account)).map(
    ({ code, message, state }) => `${code}: ${message} ${state}`,
  );
}

function make(name: string, path = '/') {
  put(simulated.world, 'AWS::IAM::Role', name, { RoleName: name, Path: path });
}

test('operators and senders that are there are no reason against a deployment', async () => {
  make('ops');
  make('exporter', '/data/');
  expect(await blockers(fileOf([arn('ops')], [arn('data/exporter')]))).toEqual([]);
});

test('an operator and a sender who are not there are told by name, with what nobody could do, before anything is changed', async () => {
  make('ops');
  expect(await blockers(fileOf([arn('ops'), arn('opps')], [arn('exportr')]))).toEqual([
    expect.stringMatching(
      /^OperatorMissing: The account has no role .*role\/opps, .*operator: nobody could deploy.* acme .*Nothing was changed\.$/,
    ),
    expect.stringMatching(/^SenderMissing: .*role\/exportr, .*deliver files to sales.* Nothing was changed\.$/),
  ]);
});

test('a role of the same name below another path is another role', async () => {
  make('ops', '/elsewhere/');
  expect(await blockers(fileOf([arn('ops')], [arn('x', '444455556666')]))).toEqual([
    expect.stringContaining('OperatorMissing'),
  ]);
});

test('of roles of another account, and of those that may not be asked for, nothing is told', async () => {
  simulated.failNext({ call: { action: 'iam:GetRole', after: 0 }, kind: 'denied' });
  expect(await blockers(fileOf([arn('ops')], [arn('x', '444455556666'), '777788889999']))).toEqual([]);
});
