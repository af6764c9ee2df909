import { synthesise } from '@atelier/aws';
import { newWorld, type World } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import type { AwsWorkspace } from '../../aws/src/stacks/ground.ts';
import { example, exampleFile, written } from '../../aws/test/example.ts';
import { judge, serviceCaller } from '../../simulated-aws/src/authorise/judge.ts';
import { isLike, statementsOf, textsOf } from '../../simulated-aws/src/policy/read-document.ts';
import type { JsonMap } from '../../simulated-aws/src/world/resource-store.ts';
import { type Account, accountOf } from '../../simulated-aws/test/stacks/account.ts';
import { statusOf } from '../../simulated-aws/test/stacks/acme.ts';
import { putGiven } from '../src/put-given.ts';

type Template = Awaited<ReturnType<typeof synthesise>>['stacks'][number]['template'];

interface Stack {
  readonly stack: string;
  readonly template: Template;
}

const sparky = `workspace: sparky
aws: { region: eu-west-1 }
bigData: { emr: serverless, engine: spark }
people: { ada: { role: lead-data-scientist }, eng: { role: data-engineer } }
projects: { lake: { members: [ada, eng] } }
`;

interface Counts {
  readonly all: number;
  /** Those that a deployment hands on to a service. */
  readonly handedOn: number;
}

const files: Readonly<Record<string, readonly [() => Promise<AwsWorkspace>, Counts]>> = {
  acme: [() => example('acme'), { all: 12, handedOn: 9 }],
  company: [() => example('company'), { all: 13, handedOn: 7 }],
  existing: [() => example('existing'), { all: 8, handedOn: 5 }],
  migration: [() => exampleFile('published/migration.yaml'), { all: 13, handedOn: 10 }],
  'unified-studio': [() => exampleFile('published/unified-studio.yaml'), { all: 10, handedOn: 7 }],
  'one with Spark': [async () => written(sparky), { all: 9, handedOn: 6 }],
};

/** An account that holds what the file says is there, and what the CDK makes for itself. */
function accountFor(workspace: AwsWorkspace): World {
  const world = newWorld({ region: workspace.aws.region, account: workspace.aws.account ?? undefined });
  putGiven(world, workspace);
  const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null, attributes: {} };
  const id = `/cdk-bootstrap/hnb659fds/version`;
  const properties = { Name: id, Type: 'String', Value: '30' };
  world.resources.put({ ...loose, type: 'AWS::SSM::Parameter', id, properties });
  world.resources.put({ ...loose, type: 'AWS::S3::Bucket', id: 'assets', properties: { BucketName: 'assets' } });
  return world;
}

/** Makes stacks one after the other; gives what failed in the first that could not be made. */
function deploy(world: World, stacks: readonly Stack[], onEach: (before: World) => void = () => undefined) {
  const account: Account = accountOf(world);
  for (const { stack, template } of stacks) {
    onEach(world.copy());
    world.objects.put('assets', stack, new TextEncoder().encode(JSON.stringify(template)));
    const TemplateURL = `http://127.0.0.1:4566/assets/${stack}`;
    account.call('CreateStack', { StackName: stack, TemplateURL, Capabilities: ['CAPABILITY_NAMED_IAM'] });
    const { status, failed } = statusOf(account, stack);
    if (status !== 'CREATE_COMPLETE') return failed;
  }
  return [];
}

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

describe.each(Object.entries(files))('the roles of %s', (_, [file, counts]) => {
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
    expect({ all: rolesOf(stacks).length, handedOn: handedOn.length }).toEqual(counts);
  });

  test('trust every service to which somebody may pass them on later, and by their trust alone', async () => {
    const { stacks, world } = await begun();
    const roles = rolesOf(stacks).filter(({ role }) => later.test(role) && !role.includes('SignIn'));
    for (const { stack, role } of roles) {
      const made = world.resources.list('AWS::IAM::Role').find((one) => one.stack === stack && one.logicalId === role);
      if (made === undefined) throw new Error(`${role} is not there.`);
      const arn = String(made.attributes.Arn);
      // Whoever deploys flows is none of the workspace's people.
      const services = role.startsWith('Flow') ? ['states.amazonaws.com'] : passedTo(arn, world);
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
