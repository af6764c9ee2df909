import { type EvaluatedStack, evaluate } from '@atelier/cloudformation';
import { describe, expect, test } from 'vitest';
import { type HandedOut, handedOut } from '../../src/journeys/operators/handed-out.ts';
import { type OperatorTask, operatorTasks } from '../../src/journeys/operators/operator-task.ts';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile, written } from '../example.ts';
import { documentsIn } from './documents-in.ts';

interface Planned {
  readonly workspace: AwsWorkspace;
  readonly stacks: readonly EvaluatedStack[];
  readonly rights: HandedOut;
}

async function planned(workspace: AwsWorkspace): Promise<Planned> {
  const place = placeOf(workspace);
  const { stacks } = await synthesise(workspace);
  return { workspace, stacks: evaluate(stacks, place), rights: await handedOut(workspace, { stacks }, place) };
}

function placeOf({ aws }: AwsWorkspace) {
  return { partition: 'aws', region: aws.region, account: aws.account ?? '123456789012' };
}

/** What operators cannot do. */
function brokenIn({ workspace, stacks, rights }: Planned) {
  const { broken } = proveJourneys(workspace, stacks, placeOf(workspace), { rights });
  return broken.filter(({ who }) => /^(operator |CloudFormation)/.test(who));
}

/** Templates without the statements of that Sid; there are some. */
function without(one: Planned, sid: string): Planned {
  const stacks = structuredClone(one.stacks);
  let taken = 0;
  for (const { statements } of documentsIn(stacks)) {
    const at = statements.findIndex(({ Sid }) => Sid === sid);
    if (at >= 0) taken += statements.splice(at, 1).length;
  }
  expect(taken).toBeGreaterThan(0);
  return { ...one, stacks };
}

const company = await planned(await exampleFile('company/atelier.yaml'));
const acme = await planned(await exampleFile('acme/atelier.yaml'));
const who = 'operator arn:aws:iam::111122223333:role/platform/deployer';

describe('operators with what atelier rights hands out, and nothing else', () => {
  test.each(['existing/atelier', 'published/migration', 'published/unified-studio', 'smallest/atelier'])(
    'of %s get to the end of everything that they do',
    async (file) => {
      const workspace = await exampleFile(`${file}.yaml`).catch(() => null);
      // The smallest example is for one machine alone.
      expect(workspace === null ? [] : brokenIn(await planned(workspace))).toEqual([]);
    },
  );

  test('have a journey for each task, each operator for itself', async () => {
    expect(brokenIn(company)).toEqual([]);
    expect(brokenIn(acme)).toEqual([]);
    const count = ({ workspace, stacks, rights }: Planned) =>
      proveJourneys(workspace, stacks, placeOf(workspace), { rights }).proven -
      proveJourneys(workspace, stacks, placeOf(workspace)).proven;
    expect([count(company), count(acme)]).toEqual([operatorTasks.length + 1, operatorTasks.length + 1]);
    const arns = ['a', 'b'].map((name) => `"arn:aws:iam::111122223333:role/${name}"`);
    const two = await planned(
      written(`workspace: acme\naws: { region: eu-central-1, account: "111122223333", operators: [${arns}] }`),
    );
    expect(count(two)).toBe(2 * operatorTasks.length + 1);
  });

  test('may be told by a boundary and a path of the file', async () => {
    const iam = 'iam: { rolePath: /ml/, permissionsBoundary: team/bound }';
    expect(brokenIn(await planned(written(`workspace: acme\naws: { region: eu-central-1, ${iam} }`)))).toEqual([]);
  });
});

describe('a door of operators that is gone is named', () => {
  test('a bucket that lets its operators list and delete no more', () => {
    const stacks = structuredClone(company.stacks);
    for (const { statements } of documentsIn(stacks)) {
      for (const one of statements.filter(({ Sid }) => Sid === 'OnlyOperatorsFromOutside')) {
        const { Condition } = one as { Condition: Record<string, Record<string, unknown>> };
        Object.assign(Condition.ArnNotLike ?? Condition.ArnNotLikeIfExists ?? {}, { 'aws:PrincipalArn': ['arn:x'] });
      }
    }
    expect(brokenIn({ ...company, stacks })).toContainEqual({
      who,
      journey: 'look at what is there',
      call: expect.stringMatching(/^s3:ListBucket\w* on arn:aws:s3:::harvest-yields-/),
      because: expect.stringContaining('OnlyOperatorsFromOutside'),
      fix: expect.stringMatching(/\w/),
    });
  });

  test('a key that is not administered by IAM', () => {
    const broken = brokenIn(without(company, 'AdministrationByIam'));
    expect(broken).toContainEqual(
      expect.objectContaining({ who, journey: 'tear everything down', call: expect.stringContaining('kms:') }),
    );
  });

  test('a key that no service uses for those who read what was kept', () => {
    expect(brokenIn(without(company, 'UseThroughServicesByIam'))).toContainEqual(
      expect.objectContaining({ journey: 'read what a teardown kept', call: expect.stringContaining('kms:Decrypt') }),
    );
  });

  test.each(operatorTasks.map((one) => [one]))('rights for %s that nobody has handed out', (task: OperatorTask) => {
    const operators = { ...company.rights.operators, [task]: [] };
    const broken = brokenIn({ ...company, rights: { ...company.rights, operators } });
    expect(broken).toHaveLength(1);
    expect(broken[0]).toMatchObject({ who, because: 'Nothing in the policies of the role allows it.' });
  });
});
