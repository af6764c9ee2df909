import { type EvaluatedStack, evaluate } from '@atelier/cloudformation';
import type { JourneyProof } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { proveJourneys } from '../../src/journeys/prove-journeys.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { exampleFile, written } from '../example.ts';
import { documentsIn } from './documents-in.ts';

const placeOf = ({ aws }: AwsWorkspace) => ({ partition: 'aws', region: aws.region, account: '111122223333' });
const company = await exampleFile('company/atelier.yaml');
const stacks = await stacksOf(company);

async function stacksOf(workspace: AwsWorkspace): Promise<readonly EvaluatedStack[]> {
  return evaluate((await synthesise(workspace)).stacks, placeOf(workspace));
}

/** The proof after somebody has changed the templates. */
function changed(change: (draft: EvaluatedStack[]) => void): JourneyProof {
  const draft = structuredClone(stacks) as EvaluatedStack[];
  change(draft);
  return proveJourneys(company, draft, placeOf(company));
}

function without(sid: string, where: RegExp): JourneyProof {
  let taken = 0;
  const proof = changed((draft) => {
    for (const { name, statements } of documentsIn(draft)) {
      const found = where.test(name) ? statements.findIndex((one) => one.Sid === sid) : -1;
      if (found < 0) continue;
      statements.splice(found, 1);
      taken += 1;
    }
  });
  expect(taken).toBeGreaterThan(0);
  return proof;
}

function addTo(where: RegExp, statement: object): JourneyProof {
  return changed((draft) => {
    for (const { name, statements } of documentsIn(draft)) if (where.test(name)) statements.push(statement);
  });
}

describe('with nothing taken away', () => {
  test.each(['acme/atelier', 'company/atelier', 'existing/atelier', 'published/migration', 'published/unified-studio'])(
    'everybody of %s gets to the end of every journey, and what is not proven says why',
    async (file) => {
      const workspace = await exampleFile(`${file}.yaml`);
      const { proven, broken, notProven } = proveJourneys(workspace, await stacksOf(workspace), placeOf(workspace));
      expect(broken).toEqual([]);
      expect(proven).toBeGreaterThan(50);
      const journeys = new Set(notProven.map(({ journey }) => journey.replace(/ on .*/, '')));
      expect([...journeys].filter((one) => !['cost.see', 'budget.see', 'space.open'].includes(one))).toEqual([]);
      expect(notProven.filter(({ because, who }) => because === '' || who.length === 0)).toEqual([]);
    },
  );

  test('a file with a provider leaves nothing open about signing in', () => {
    const { notProven } = proveJourneys(company, stacks, placeOf(company));
    expect(notProven.map(({ journey }) => journey)).toEqual([
      'cost.see on the workspace',
      'budget.see on project yields',
    ]);
  });
});

describe('a door that is gone is named, with who stands before it', () => {
  const doors: readonly (readonly [string, () => JourneyProof, object])[] = [
    [
      'the right to read stored data',
      () => without('ReadObjects', /yields--data-scientist$/),
      { who: 'omar', journey: 'data.read on project yields', because: expect.stringContaining('policies of the role') },
    ],
    [
      'the use of the key',
      () => without('UseThroughServicesByIam', /key/i),
      { who: 'lena', call: expect.stringMatching(/^kms:/), because: expect.stringContaining('own policy') },
    ],
    [
      'the trust in the sign-in role',
      () =>
        changed((draft) =>
          retrust(draft, 'harvest-signin-ines', { Federated: 'arn:aws:iam::111122223333:saml-provider/other' }),
        ),
      { who: 'ines', journey: 'space.open on the own space', call: expect.stringContaining('sts:AssumeRoleWithSAML') },
    ],
    [
      'the trust in the role of work',
      () => changed((draft) => retrust(draft, 'harvest-person-ines', { Service: 'glue.amazonaws.com' })),
      { who: 'ines', journey: 'space.start on the own space', call: expect.stringContaining('sts:AssumeRole') },
    ],
    [
      "the endpoint of Studio's pages",
      () => changed((draft) => withoutEndpoint(draft, 'aws.sagemaker.eu-central-1.studio')),
      { journey: 'space.open on the own space', because: 'The network has no endpoint for sagemaker.studio.' },
    ],
    [
      'the endpoint for SQL',
      () => changed((draft) => withoutEndpoint(draft, 'com.amazonaws.eu-central-1.redshift-data')),
      { journey: 'warehouse.query on project yields', fix: 'Add the endpoint redshift-data.' },
    ],
    [
      'the way of deliveries through the bucket',
      () => without('Deliveries', /Store/),
      { who: expect.stringContaining('field-stations'), call: expect.stringContaining('s3:PutObject') },
    ],
    [
      'the way of deliveries through the key',
      () => without('Deliveries1', /key/i),
      { who: expect.stringContaining('field-stations'), call: expect.stringContaining('kms:GenerateDataKey') },
    ],
    ['the encryption of log groups', () => without('LogGroupsOfThisAccount', /key/i), { who: 'CloudWatch Logs' }],
  ];

  test.each(doors)('%s', (_, take, expected) => {
    expect(take().broken).toContainEqual(expect.objectContaining(expected));
  });
});

describe('a refusal that somebody adds is named by its statement', () => {
  const lockout = { Sid: 'Lockout', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };

  test('in the policy of a bucket', () => {
    const { broken } = addTo(/Store/, lockout);
    expect(broken.map(({ because }) => because)).toContainEqual(expect.stringContaining('Lockout'));
    expect(new Set(broken.map(({ who }) => who))).toContain('jobs of yields');
  });

  test('in the policy of an endpoint', () => {
    const { broken } = addTo(/Endpoint/, { ...lockout, Action: 'codeartifact:*' });
    expect(broken).toContainEqual(
      expect.objectContaining({
        journey: 'package.install on the workspace',
        because: expect.stringContaining('endpoint'),
      }),
    );
  });
});

test('a policy that is not understood proves nothing of whoever has it', () => {
  const { broken, notProven } = addTo(/yields--data-engineer$/, {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resourcer: '*',
  });
  expect(broken).toEqual([]);
  const mine = notProven.filter(({ who }) => who.includes('ines'));
  expect(mine.map(({ because }) => because)).toContainEqual(expect.stringContaining('is not understood'));
});

test('an app for experiments is refused where calls to it leave through a NAT gateway, with what works in its place', async () => {
  const text = `workspace: acme
aws: { region: eu-central-1 }
network: { mode: egress }
people: { ada: { role: lead-data-scientist } }
projects: { sales: { members: [ada] } }
`;
  const [app, server] = await Promise.all(
    ['app', 'server'].map(async (kind) => {
      const workspace = written(`${text}tracking: { kind: ${kind} }\n`);
      return proveJourneys(workspace, await stacksOf(workspace), placeOf(workspace)).broken;
    }),
  );
  expect(app).toContainEqual(
    expect.objectContaining({
      who: 'ada',
      journey: 'tracking.read on project sales',
      because: expect.stringContaining('InsideTheNetwork'),
      fix: expect.stringContaining('kind: server'),
    }),
  );
  expect(server).toEqual([]);
});

test('people of one shape are told once, however many they are', async () => {
  const people = Array.from({ length: 40 }, (_, index) => `p${index}: { role: data-scientist }`).join(', ');
  const workspace = written(
    `workspace: acme\naws: { region: eu-central-1 }\nsignIn: { method: sso }\npeople: { ${people} }`,
  );
  const { notProven } = proveJourneys(workspace, await stacksOf(workspace), placeOf(workspace));
  expect(notProven.map(({ journey, who }) => [journey, who.length])).toEqual([['space.open on the own space', 40]]);
});

function retrust(draft: readonly EvaluatedStack[], role: string, Principal: object): void {
  for (const { properties } of draft.flatMap(({ resources }) => resources)) {
    if (properties.RoleName !== role) continue;
    const { Statement } = properties.AssumeRolePolicyDocument as { Statement: { Principal: object }[] };
    for (const one of Statement) one.Principal = Principal;
  }
}

function withoutEndpoint(draft: EvaluatedStack[], service: string): void {
  for (const [index, stack] of draft.entries()) {
    const resources = stack.resources.filter(({ properties }) => properties.ServiceName !== service);
    draft[index] = { ...stack, resources };
  }
}
