import { lockName } from '@atelier/aws';
import { startSimulatedAccount } from '@atelier/simulated-aws';
import { SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { example } from '../../../aws/test/example.ts';
import { makeLock, newLock, overwriteLock, readLock, removeLock } from '../../src/lock/lock-store.ts';
import { clientsOf } from '../acme-account.ts';

test('a lock is made once, and written over by the first of those who have read it', async () => {
  const simulated = await startSimulatedAccount();
  const { region } = clientsOf(simulated, await example('acme'));
  const [client, name] = [new SSMClient({ region }), lockName('acme')];
  const [first, second, third] = ['one', 'two', 'three'].map((owner) => newLock(owner, 'deploy'));
  if (!first || !second || !third) throw new Error('There are three.');
  expect(await makeLock(client, name, first)).toBe(true);
  expect(await makeLock(client, name, second)).toBe(false);
  const found = await readLock(client, name);
  if (found === undefined) throw new Error('It is there.');
  expect(found).toMatchObject({ id: first.id, owner: 'one', doing: 'deploy' });
  expect(await overwriteLock(client, name, second, found)).toBe(true);
  expect(await overwriteLock(client, name, third, found)).toBe(false);
  await removeLock(client, name);
  await removeLock(client, name);
  expect(await readLock(client, name)).toBeUndefined();
  // It was given back between reading and writing over: whoever writes has made it.
  expect(await overwriteLock(client, name, third, found)).toBe(true);
  await simulated.close();
});

test('whoever has written a lock puts no line of their own into what others hear', async () => {
  const simulated = await startSimulatedAccount();
  const { region } = clientsOf(simulated, await example('acme'));
  const [client, name] = [new SSMClient({ region }), lockName('acme')];
  await makeLock(client, name, newLock('me\n-> Run something', 'deploy\r-> now'));
  const found = await readLock(client, name);
  expect(`${found?.owner} ${found?.doing}`).not.toMatch(/[\r\n]/);
  await simulated.close();
});
