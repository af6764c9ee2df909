import { newWorld, type StandIn, startStandIn } from '@atelier/simulated-aws';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PhaseAnswer } from '../../src/rehearsal/phase.ts';
import { rehearseCycle } from '../../src/rehearsal/rehearse-cycle.ts';
import { rehearseFaults } from '../../src/rehearsal/rehearse-faults.ts';
import type { Stage } from '../../src/rehearsal/stage.ts';

let standIn: StandIn;

beforeAll(async () => {
  standIn = await startStandIn();
});
beforeEach(() => standIn.enter(newWorld()));
afterAll(() => standIn.close());

/** Asks the account who calls; false: it did not say. */
async function calls(): Promise<boolean> {
  const scope = 'AWS4-HMAC-SHA256 Credential=KEY/21000104/eu-central-1/sts/aws4_request';
  const headers = { authorization: scope, 'content-type': 'application/x-www-form-urlencoded' };
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const answer = await fetch(standIn.url, { method: 'POST', headers, body }).catch(() => null);
  return answer?.ok === true;
}

const done = { stacks: 0, changed: [], steps: [], leftovers: [], seconds: 0 };

function failed(code: string) {
  return { problem: { code, message: `It is ${code}.`, fix: 'Run it again.', whose: 'machine' } };
}

function makeBucket(): void {
  const bucket = { type: 'AWS::S3::Bucket', id: 'left', properties: {}, attributes: {}, stack: null, logicalId: null };
  standIn.world.resources.put({ ...bucket, createdMs: 0, status: null, madeBy: null });
}

/** A command that makes two calls in each phase, and meets a failure in some way. */
function stage(onFailure: () => Promise<object> | object): Stage {
  return {
    standIn,
    play: async (phase) => {
      const answered = (await calls()) && (await calls());
      return { phase, ...(answered ? done : await onFailure()) } as PhaseAnswer;
    },
    close: async () => undefined,
  };
}

async function faultsOf(one: Stage, every = 1) {
  const acts = await rehearseCycle(one, () => undefined);
  return rehearseFaults([one], acts, { every, progress: () => undefined });
}

describe('when each call of a command fails once', () => {
  test('a command that goes on by itself has absorbed it', async () => {
    const report = await faultsOf(stage(async () => ((await calls()) ? done : failed('AccessDenied'))));
    expect(report).toEqual({ runs: 16, absorbed: 16, retried: 0, notMet: [], harm: [] });
  });

  test('a command that stops, and does it when run again, has been retried', async () => {
    const report = await faultsOf(stage(() => failed('AccessDenied')));
    expect(report).toEqual({ runs: 16, absorbed: 0, retried: 16, notMet: [], harm: [] });
  });

  test('a failure without words for a person is harm, however it ends', async () => {
    const { harm } = await faultsOf(stage(() => failed('Bug')));
    expect(harm).toHaveLength(16);
    expect(harm[0]).toEqual({
      phase: 'deploy',
      call: 'sts:GetCallerIdentity, call 1',
      kind: 'denied',
      said: 'Bug: It is Bug.',
      differences: [],
    });
  });

  test('an account that is not as without the fault is harm, and is told line by line', async () => {
    const careless = stage(() => {
      makeBucket();
      return failed('AccessDenied');
    });
    const { harm } = await faultsOf(careless);
    expect(harm[3]).toMatchObject({ call: 'sts:GetCallerIdentity, call 2', kind: 'timeout' });
    expect(harm[3]?.differences).toEqual([expect.stringMatching(/^\+ AWS::S3::Bucket left/)]);
  });

  test('a command that never gets there is harm, with what it said each time', async () => {
    let hasFailed = false;
    const { harm } = await faultsOf({
      ...stage(() => ({})),
      play: async (phase) => {
        hasFailed = hasFailed || !(await calls());
        return { phase, ...(hasFailed ? failed('AccessDenied') : done) } as PhaseAnswer;
      },
    });
    expect(harm[0]?.said).toBe('AccessDenied: It is AccessDenied. | AccessDenied: It is AccessDenied.');
  });

  test('a call that does not come again is named', async () => {
    let phases = 0;
    const { notMet } = await faultsOf({
      ...stage(() => ({})),
      play: async (phase) => {
        if (phases++ < 4) await calls();
        return { phase, ...done } as PhaseAnswer;
      },
    });
    expect(notMet).toContain('deploy: sts:GetCallerIdentity, call 1 (denied)');
    expect(notMet).toHaveLength(8);
  });

  test('every third call means every third, in both ways', async () => {
    expect(
      (
        await faultsOf(
          stage(() => failed('AccessDenied')),
          3,
        )
      ).runs,
    ).toBe(6);
  });
});

test('a cycle stops at the phase that fails, with what it said and the call that was not answered', async () => {
  standIn.failNext({ call: { action: 'sts:GetCallerIdentity', after: 0 }, kind: 'denied' });
  const broken = stage(() => failed('AccessDenied'));
  const enter = () => undefined;
  await expect(rehearseCycle({ ...broken, standIn: { ...standIn, enter } }, () => undefined)).rejects.toMatchObject({
    code: 'RehearsalStopped',
    message:
      'The rehearsal stopped in deploy, and so would a real deployment. It is AccessDenied. The last call that was not answered: sts GetCallerIdentity (AccessDenied).',
  });
});
