import { type EvaluatedStack, evaluate } from '@atelier/cloudformation';
import { roles } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile } from '../example.ts';
import { documentsIn } from './documents-in.ts';
import { missedByNobody } from './missed-by-nobody.ts';

/**
 * Each right that the templates give is taken away, one by one: a journey has to stop, or the right is in the list of those that
 * no journey needs, with the reason.
 */
describe.each(['company/atelier', 'acme/atelier'])('of %s', async (file) => {
  const workspace = await exampleFile(`${file}.yaml`);
  const place = { partition: 'aws', region: workspace.aws.region, account: '111122223333' };
  const stacks = evaluate((await synthesise(workspace)).stacks, place);
  const unheld = roles.filter((role) => !workspace.people.some((person) => person.role === role));
  const isHeld = (told: string) => !unheld.some((role) => told.includes(`-${role} `));
  const hasFlows = workspace.projects.some(({ flows }) => flows.length > 0);
  const isUsed = (told: string) =>
    isHeld(told) &&
    (hasFlows || !told.includes(' W-flows-')) &&
    (workspace.signIn.method === 'iam' || !/-(\w+-)*\w+ SignIn$/.test(told));
  const isAsked = (told: string) => isUsed(told) && !missedByNobody.some(({ right }) => right.test(told));
  const stops = (draft: readonly EvaluatedStack[]) => proveJourneys(workspace, draft, place).broken.length > 0;

  test('every statement that allows something is missed when it is gone, but for those of which is known why not', () => {
    const unmissed: string[] = [];
    let taken = 0;
    for (const [index, { type, name, statements }] of documentsIn(stacks).entries()) {
      for (const [at, { Effect, Sid = '' }] of statements.entries()) {
        if (Effect !== 'Allow') continue;
        const told = `${type} ${name} ${Sid}`.replace(`${workspace.name}-`, 'W-');
        taken += 1;
        const draft = structuredClone(stacks);
        documentsIn(draft)[index]?.statements.splice(at, 1);
        if (isAsked(told) && !stops(draft)) unmissed.push(told);
      }
    }
    expect(taken).toBeGreaterThan(100);
    expect(unmissed).toEqual([]);
  });

  test('every endpoint is missed when it is gone, but for those of which is known why not', () => {
    const unmissed: string[] = [];
    for (const [index, { resources }] of stacks.entries()) {
      for (const [at, { type, properties }] of resources.entries()) {
        if (type !== 'AWS::EC2::VPCEndpoint') continue;
        const draft = structuredClone(stacks) as EvaluatedStack[];
        draft[index] = { ...(draft[index] as EvaluatedStack), resources: resources.toSpliced(at, 1) };
        const told = `endpoint ${String(properties.ServiceName)}`;
        if (isAsked(told) && !stops(draft)) unmissed.push(told);
      }
    }
    expect(unmissed).toEqual([]);
  });
});
