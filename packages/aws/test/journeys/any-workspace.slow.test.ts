import { evaluate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import { synthesise } from '../../src/synthesise.ts';
import { anyWorkspace } from '../any-workspace.ts';
import { written } from '../example.ts';

const generated = 80;

/** Reasons for which journeys are not known to reach their end, all of which the file or AWS gives. */
const told = /in its console alone|signIn\.provider|Identity Center|no private endpoint|Nobody has (described|shown)/;

test('of any files nobody is stopped but by an app for experiments behind a NAT gateway, and what is open has a reason', async () => {
  const stopped: unknown[] = [];
  const counted = { proven: 0, open: 0 };
  for (let number = 0; number < generated; number++) {
    const workspace = written(anyWorkspace(number));
    const place = { partition: 'aws', region: workspace.aws.region, account: '111122223333' };
    const { stacks } = await synthesise(workspace);
    const { proven, broken, notProven } = proveJourneys(workspace, evaluate(stacks, place), place);
    const isExpected = workspace.network.mode === 'egress' && workspace.tracking.kind === 'app';
    stopped.push(...broken.filter(({ call }) => !isExpected || !call.includes('CallMlflowAppApi')));
    expect(notProven.filter(({ because }) => !told.test(because))).toEqual([]);
    counted.proven += proven;
    counted.open += notProven.length;
  }
  expect(stopped).toEqual([]);
  expect(counted.proven).toBeGreaterThan(3000);
  expect(counted.open).toBeGreaterThan(100);
});
