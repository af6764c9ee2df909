import { evaluate } from '@atelier/cloudformation';
import { expect, test } from 'vitest';
import { type HandedOut, handedOut } from '../../src/journeys/operators/handed-out.ts';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import type { RightsPolicy } from '../../src/rights/rights-policy.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile } from '../example.ts';

/**
 * Each action that is handed out to operators and to CloudFormation is taken away, one by one, wherever it stands: a journey has to
 * stop.
 */
test.each(['acme/atelier', 'published/migration'])('every right that is handed out for %s is missed', async (file) => {
  const given = await exampleFile(`${file}.yaml`);
  const iam = { ...given.aws.iam, permissionsBoundary: 'team/bound' };
  const workspace = { ...given, aws: { ...given.aws, iam } };
  const place = { partition: 'aws', region: workspace.aws.region, account: '123456789012' };
  const { stacks } = await synthesise(workspace);
  const evaluated = evaluate(stacks, place);
  const rights = await handedOut(workspace, { stacks }, place);
  const policies = [...Object.values(rights.operators).flat(), ...(rights.execution ?? [])];
  const actions = new Set(policies.flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action)));
  const isMissed = (action: string) =>
    proveJourneys(workspace, evaluated, place, { rights: without(rights, action) }).broken.length > 0;
  expect(proveJourneys(workspace, evaluated, place, { rights }).broken).toEqual([]);
  const unmissed = [...actions].filter((action) => !isMissed(action));
  expect(actions.size).toBeGreaterThan(300);
  expect(unmissed).toEqual([]);
});

function without(rights: HandedOut, action: string): HandedOut {
  const left = (policies: readonly RightsPolicy[]) =>
    policies.map(({ document, ...policy }) => ({
      ...policy,
      document: {
        ...document,
        Statement: document.Statement.map((one) => ({
          ...one,
          Action: one.Action.filter((each) => each !== action),
        })).filter(({ Action }) => Action.length > 0),
      },
    }));
  const operators = Object.entries(rights.operators).map(([task, policies]) => [task, left(policies)]);
  return {
    ...rights,
    operators: Object.fromEntries(operators) as HandedOut['operators'],
    execution: rights.execution && left(rights.execution),
  };
}
