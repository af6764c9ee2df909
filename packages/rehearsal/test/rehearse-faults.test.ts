import { newWorld, type SimulatedAccount, startSimulatedAccount } from '@atelier/simulated-aws';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Phase, PhaseAnswer } from '../src/phase.ts';
import { rehearseCycle } from '../src/rehearse-cycle.ts';
import { rehearseFaults } from '../src/rehearse-faults.ts';
import type { Session } from '../src/session.ts';

let simulated: SimulatedAccount;

beforeAll(async () => {
  simulated = await startSimulatedAccount();
});
beforeEach(() => simulated.enter(newWorld()));
afterAll(() => simulated.close());

/** Asks the account who calls; false: it did not say. */
async function calls(): Promise<boolean> {
  const scope = 'AWS4-HMAC-SHA256 Credential=KEY/21000104/eu-central-1/sts/aws4_request';
  const headers = { authorization: scope, 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const answer = await fetch(simulated.url, { method: 'POST', headers, body }).catch(() => null);
  return answer?.ok === true;
}

const done = { did: 'deploy', stacks: 0, changed: [], getIn: [], seconds: 0 };

const nothing = () => undefined;
const phases = ['deploy', 'change', 'destroy', 'redeploy'].map((name, place, all): Phase => {
  const from = all[place - 1] ?? null;
  const rest = { rights: null, rightsOf: null, about: null, arrange: nothing, leaves: nothing, expects: [] };
  return { name, what: name, from, work: { kind: 'deploy', change: null }, isVital: true, ...rest };
});

function failed(code: string) {
  return { problem: { code, message: `It is ${code}.`, fix: 'Run it again.', whose: 'machine' }, seconds: 0 };
}

function makeBucket(): void {
  const bucket = { type: 'AWS::S3::Bucket', id: 'left', properties: {}, attributes: {}, stack: null, logicalId: null };
  simulated.world.resources.put({ ...bucket, createdMs: 0, status: null, madeBy: null });
}

/** A command that makes two calls in each phase, and meets a failure in some way. */
function session(onFailure: () => Promise<object> | object): Session {
  return {
    simulated,
    prepare: async () => undefined,
    giveRights: async () => null,
    play: async () => {
      const answered = (await calls()) && (await calls());
      return (answered ? done : await onFailure()) as PhaseAnswer;
    },
    close: async () => undefined,
  };
}

async function faultsOf(one: Session, every = 1) {
  const records = await rehearseCycle([one], phases, nothing);
  return rehearseFaults([one], records, { every, progress: nothing });
}

describe('when each call of a command fails once', () => {
  test('a command that goes on by itself has absorbed it', async () => {
    const report = await faultsOf(session(async () => ((await calls()) ? done : failed('AccessDenied'))));
    expect(report).toEqual({ runs: 16, absorbed: 16, retried: 0, notMet: [], lastingDamage: [] });
  });

  test('a command that stops, and does it when run again, has been retried', async () => {
    const report = await faultsOf(session(() => failed('AccessDenied')));
    expect(report).toEqual({ runs: 16, absorbed: 0, retried: 16, notMet: [], lastingDamage: [] });
  });

  test('a failure without words for a person is lastingDamage, however it ends', async () => {
    const { lastingDamage } = await faultsOf(session(() => failed('Bug')));
    expect(lastingDamage).toHaveLength(16);
    expect(lastingDamage[0]).toEqual({
      phase: 'deploy',
      call: 'sts:GetCallerIdentity, call 1',
      kind: 'denied',
      said: 'Bug: It is Bug.',
      differences: [],
    });
  });

  test('an account that is not as without the fault is lastingDamage, and is told line by line', async () => {
    const careless = session(() => {
      makeBucket();
      return failed('AccessDenied');
    });
    const { lastingDamage } = await faultsOf(careless);
    expect(lastingDamage[3]).toMatchObject({ call: 'sts:GetCallerIdentity, call 2', kind: 'timeout' });
    expect(lastingDamage[3]?.differences).toEqual([expect.stringMatching(/^\+ AWS::S3::Bucket left/)]);
  });

  test('a command that never gets there is lastingDamage, with what it said each time', async () => {
    let hasFailed = false;
    const { lastingDamage } = await faultsOf({
      ...session(() => ({})),
      play: async () => {
        hasFailed = hasFailed || !(await calls());
        return (hasFailed ? failed('AccessDenied') : done) as PhaseAnswer;
      },
    });
    expect(lastingDamage[0]?.said).toBe('AccessDenied: It is AccessDenied. | AccessDenied: It is AccessDenied.');
  });

  test('a call that does not come again is named', async () => {
    let played = 0;
    const { notMet } = await faultsOf({
      ...session(() => ({})),
      play: async () => {
        if (played++ < 4) await calls();
        return done as PhaseAnswer;
      },
    });
    expect(notMet).toContain('deploy: sts:GetCallerIdentity, call 1 (denied)');
    expect(notMet).toHaveLength(8);
  });

  test('a command that is refused without the fault is to be refused for the same reason with it', async () => {
    const refusing = phases.map((phase) => ({ ...phase, isVital: false, from: null }));
    const records = async (one: Session) => await rehearseCycle([one], refusing, nothing);
    const usual = session(() => failed('AccessDenied'));
    const refused = (code: string): Session => ({
      ...usual,
      play: async () => {
        await calls();
        return failed(code) as PhaseAnswer;
      },
    });
    const options = { every: 1, progress: nothing };
    const alike = await rehearseFaults([refused('WouldBeLost')], await records(refused('WouldBeLost')), options);
    expect(alike).toEqual({ runs: 8, absorbed: 8, retried: 0, notMet: [], lastingDamage: [] });
    const others = await rehearseFaults([refused('NameKept')], await records(refused('WouldBeLost')), options);
    expect(others.lastingDamage).toHaveLength(8);
  });

  test('every third call means every third, in both ways', async () => {
    expect(
      (
        await faultsOf(
          session(() => failed('AccessDenied')),
          3,
        )
      ).runs,
    ).toBe(6);
  });
});

test('a cycle stops at the phase that fails, with what it said and the call that was not answered', async () => {
  simulated.failNext({ call: { action: 'sts:GetCallerIdentity', after: 0 }, kind: 'denied' });
  const broken = session(() => failed('AccessDenied'));
  const enter = () => undefined;
  await expect(
    rehearseCycle([{ ...broken, simulated: { ...simulated, enter } }], phases, nothing),
  ).rejects.toMatchObject({
    code: 'RehearsalStopped',
    message:
      'The rehearsal stopped in deploy, and so would a real deployment. It is AccessDenied. The last call that was not answered: sts GetCallerIdentity (AccessDenied).',
  });
});
