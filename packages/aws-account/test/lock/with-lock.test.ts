import { type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { example } from '../../../aws/test/example.ts';
import { type HeldLock, withLock } from '../../src/lock/with-lock.ts';
import { clientsOf } from '../acme-account.ts';

const name = '/atelier/lock/acme';
const workspace = await example('acme');
let simulated: SimulatedAccount;
beforeEach(async () => {
  simulated = await startSimulatedAccount();
  clientsOf(simulated, workspace);
});
afterEach(() => simulated.close());

const told: string[] = [];
const locked = <Result>(work: (held: HeldLock) => Promise<Result>, breaks?: string) =>
  withLock({ workspace, doing: 'deploy', breaks, told: (text) => told.push(text) }, work);
const lies = () => simulated.world.resources.get('AWS::SSM::Parameter', name);

/** A lock that a process has left. */
function left(value: string): void {
  simulated.world.resources.put({
    ...{ type: 'AWS::SSM::Parameter', id: name, properties: { Name: name, Type: 'String', Value: value } },
    ...{ attributes: { Version: 1 }, stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null },
  });
}

async function idOf(): Promise<string> {
  const refused: unknown = await locked(async () => 'worked').catch((error: unknown) => error);
  return /--break-lock ([0-9a-f]{8})/.exec(String(Object(refused).fix))?.[1] ?? '';
}

describe('the lock of a workspace', () => {
  test('lets one of several at once work, and goes with it', async () => {
    let atWork = 0;
    let most = 0;
    const ends = await Promise.all(
      Array.from({ length: 6 }, () =>
        locked(async (held) => {
          atWork += 1;
          most = Math.max(most, atWork);
          await held.confirm();
          atWork -= 1;
          return 'worked';
        }).catch((error: unknown) => Object(error).code),
      ),
    );
    expect(most).toBe(1);
    expect(ends).toContain('worked');
    expect(ends.filter((end) => !['worked', 'Locked'].includes(end))).toEqual([]);
    expect(lies()).toBeUndefined();
  });

  test('goes with work that fails, whose failure is told', async () => {
    await expect(locked(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(lies()).toBeUndefined();
  });

  test('that two take over at once is had by one at most', async () => {
    left(JSON.stringify({ owner: 'arn:aws:iam::1:user/gone', doing: 'deploy', since: '2026-01-01T00:00:00Z' }));
    const id = await idOf();
    const worked: string[] = [];
    const take = (who: string) =>
      locked(async (held) => {
        await held.confirm();
        worked.push(who);
      }, id).catch(() => undefined);
    await Promise.all([take('one'), take('two'), take('three')]);
    expect(worked.length).toBeLessThan(2);
  });

  test('is lost for whoever worked on after it was taken over, before anything is changed', async () => {
    await expect(
      locked(async (held) => {
        left('{}');
        await held.confirm();
      }),
    ).rejects.toMatchObject({ code: 'LockLost', state: 'Nothing was changed.' });
    expect(lies()?.properties.Value).toBe('{}');
  });

  test.each([
    ['nonsense', /which says neither whose it is nor how old/],
    ['null', /which says neither/],
    [
      '{"owner":"arn:aws:iam::1:user/a","doing":"destroy","since":"2020-01-01T00:00:00Z"}',
      /of arn:aws:iam::1:user\/a, who runs atelier destroy, \d{4} days old/,
    ],
  ])('in the words %s is in the way, and can be taken over', async (value, words) => {
    left(value);
    await expect(locked(async () => 'worked')).rejects.toMatchObject({
      ...{ code: 'Locked', state: 'Nothing was changed.' },
      message: expect.stringMatching(words),
    });
    expect(await locked(async () => 'worked', await idOf())).toBe('worked');
    expect(lies()).toBeUndefined();
  });

  test.each(['timeout', 'connection'] as const)(
    'is held although the answer to its making was lost (%s)',
    async (kind) => {
      simulated.failNext({ call: { action: 'ssm:PutParameter', after: 0 }, kind });
      expect(await locked(async () => 'worked')).toBe('worked');
      expect(lies()).toBeUndefined();
    },
  );
});
