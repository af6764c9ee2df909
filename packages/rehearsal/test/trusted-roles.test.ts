import { synthesise } from '@atelier/aws';
import type { World } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import { judge, serviceCaller } from '../../simulated-aws/src/authorise/judge.ts';
import { isLike, statementsOf, textsOf } from '../../simulated-aws/src/policy/read-document.ts';
import type { JsonMap } from '../../simulated-aws/src/world/resource-store.ts';
import { accountFor, deploy, files, type Stack, type Template } from './deployed-examples.ts';

/** The same template with a role that trusts nobody but the account itself. */
function withoutTrust(template: Template, role: string): Template {
  const { [role]: found, ...others } = template.Resources ?? {};
  const Principal = { AWS: { Ref: 'AWS::AccountId' } };
  const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }];
  const Properties = { ...found?.Properties, AssumeRolePolicyDocument: { Version: '2012-10-17', Statement } };
  return { ...template, Resources: { ...others, [role]: { ...found, Properties } } } as Template;
}

/** Roles of the stacks: where each is, under which logical id. */
function rolesOf(stacks: readonly Stack[]) {
  return stacks.flatMap(({ stack, template }, at) =>
    Object.entries(template.Resources ?? {}).flatMap(([role, { Type }]) =>
      Type === 'AWS::IAM::Role' ? [{ stack, at, role }] : [],
    ),
  );
}

/** What refuses a role that a deployment hands on. */
const refused =
  /Could not assume role|Unable to assume given IAM role|cannot be assumed by Lambda|delegate access to an Amazon Redshift|must allow AWS EventBridge Scheduler/;

/** Services to which somebody in an account may pass on a role. */
function passedTo(role: string, { resources }: World): readonly string[] {
  const documents = resources.list().flatMap(({ type, properties }) => {
    if (!type.startsWith('AWS::IAM::')) return [];
    const inline = [properties.Policies ?? []].flat() as readonly JsonMap[];
    return [properties.PolicyDocument, ...inline.map(({ PolicyDocument }) => PolicyDocument)];
  });
  const passing = documents
    .flatMap((document) => statementsOf(document))
    .filter(({ Effect, Action }) => Effect === 'Allow' && textsOf(Action).includes('iam:PassRole'))
    .filter(({ Resource }) => textsOf(Resource).some((pattern) => isLike(role, pattern)));
  const services = passing.flatMap(({ Condition }) => {
    const { StringEquals = {} } = (Condition ?? {}) as Readonly<Record<string, JsonMap>>;
    return textsOf(StringEquals['iam:PassedToService']);
  });
  return [...new Set(services)];
}

/** Whether a service may take on a role for a thing of the account. */
function isTrusted(role: string, service: string, world: World): boolean {
  const right = { action: 'sts:AssumeRole', resource: role, source: { 'aws:SourceAccount': world.account } };
  return judge(right, serviceCaller(service), 'outside', world) === undefined;
}

/** Roles that people and flows hand on, or take on themselves, once the workspace is there. */
const later = /^(Job|Serving|Flow|.*SignIn)/;

/** How many roles the stacks of each file have, and how many of them a deployment hands on to a service. */
const counted: Readonly<Record<string, readonly [all: number, handedOn: number]>> = {
  acme: [12, 9],
  company: [16, 9],
  existing: [7, 5],
  migration: [12, 10],
  'unified-studio': [10, 7],
  'one with Spark': [8, 6],
};

describe.each(Object.entries(files))('the roles of %s', (name, file) => {
  const begun = async () => {
    const workspace = await file();
    const { stacks } = await synthesise(workspace);
    const before: World[] = [];
    const world = accountFor(workspace);
    expect(deploy(world, stacks, (one) => before.push(one))).toEqual([]);
    return { stacks, before, world };
  };

  test('stop a deployment, each by itself, that hands them on when they trust nobody', async () => {
    const { stacks, before } = await begun();
    const handedOn = rolesOf(stacks).filter(({ role }) => !later.test(role));
    for (const { at, role } of handedOn) {
      const [first, ...rest] = stacks.slice(at);
      const there = before[at]?.copy();
      if (first === undefined || there === undefined) throw new Error(`${role} is in no stack.`);
      const failed = deploy(there, [{ ...first, template: withoutTrust(first.template, role) }, ...rest]);
      expect({ role, failed }).toEqual({ role, failed: expect.arrayContaining([expect.stringMatching(refused)]) });
    }
    expect([rolesOf(stacks).length, handedOn.length]).toEqual(counted[name]);
  });

  test('trust every service to which somebody may pass them on later, and by their trust alone', async () => {
    const { stacks, world } = await begun();
    const hasFlows = rolesOf(stacks).some(({ role }) => role.startsWith('Flow'));
    const roles = rolesOf(stacks).filter(({ role }) => later.test(role) && !role.includes('SignIn'));
    for (const { stack, role } of roles) {
      const made = world.resources.list('AWS::IAM::Role').find((one) => one.stack === stack && one.logicalId === role);
      if (made === undefined) throw new Error(`${role} is not there.`);
      const arn = String(made.attributes.Arn);
      // Whoever deploys flows is none of the workspace's people, and without flows nobody starts a model server.
      const first = role.startsWith('Flow') ? 'states.amazonaws.com' : 'sagemaker.amazonaws.com';
      const isWaiting = role.startsWith('Flow') || (role.startsWith('Serving') && !hasFlows);
      const services = isWaiting ? [first] : passedTo(arn, world);
      expect({ role, services }).not.toEqual({ role, services: [] });
      for (const service of services)
        expect({ role, service, is: isTrusted(arn, service, world) }).toEqual({ role, service, is: true });
      const without = world.copy();
      const AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [] };
      without.resources.put({ ...made, properties: { ...made.properties, AssumeRolePolicyDocument } });
      for (const service of services) expect(isTrusted(arn, service, without)).toBe(false);
    }
  });
});
