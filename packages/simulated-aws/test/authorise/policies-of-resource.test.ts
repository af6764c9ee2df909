import { describe, expect, test } from 'vitest';
import { callerIn, judge, serviceCaller } from '../../src/authorise/judge.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';
import type { World } from '../../src/world/world.ts';
import { has } from '../services/has.ts';

const account = '123456789012';
const here = `eu-central-1:${account}`;
const worker = `arn:aws:iam::${account}:role/worker`;
const of = (...Statement: readonly JsonMap[]): JsonMap => ({ Version: '2012-10-17', Statement });
const allow = (Principal: JsonMap | string): JsonMap => ({ Effect: 'Allow', Principal, Action: '*', Resource: '*' });
const refuse: JsonMap = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };

interface Thing {
  readonly action: string;
  readonly arn: string;
  /** Puts it into an account, with its policy. */
  readonly put: (world: World, policy: JsonMap) => void;
}

/** Every thing of ours that may have a policy, with a way to put one at it. */
const things: Readonly<Record<string, Thing>> = {
  'a bucket': {
    action: 's3:GetObject',
    arn: 'arn:aws:s3:::lake/a/b',
    put: (world, PolicyDocument) => has(world, 'AWS::S3::BucketPolicy', 'lake', { PolicyDocument }),
  },
  'a domain of packages': {
    action: 'codeartifact:GetAuthorizationToken',
    arn: `arn:aws:codeartifact:${here}:domain/acme`,
    put: (world, PermissionsPolicyDocument) =>
      has(world, 'AWS::CodeArtifact::Domain', 'd', { DomainName: 'acme', PermissionsPolicyDocument }),
  },
  'a repository of packages': {
    action: 'codeartifact:ReadFromRepository',
    arn: `arn:aws:codeartifact:${here}:repository/acme/store`,
    put: (world, PermissionsPolicyDocument) => {
      const names = { DomainName: 'acme', RepositoryName: 'store' };
      has(world, 'AWS::CodeArtifact::Repository', 'r', { ...names, PermissionsPolicyDocument });
    },
  },
  'a repository of packages, by the policy of its domain': {
    action: 'codeartifact:ReadFromRepository',
    arn: `arn:aws:codeartifact:${here}:repository/acme/store`,
    put: (world, PermissionsPolicyDocument) =>
      has(world, 'AWS::CodeArtifact::Domain', 'd', { DomainName: 'acme', PermissionsPolicyDocument }),
  },
  'a repository of images': {
    action: 'ecr:BatchGetImage',
    arn: `arn:aws:ecr:${here}:repository/images`,
    put: (world, RepositoryPolicyText) => has(world, 'AWS::ECR::Repository', 'images', { RepositoryPolicyText }),
  },
  'home folders': {
    action: 'elasticfilesystem:ClientMount',
    arn: `arn:aws:elasticfilesystem:${here}:file-system/fs-1`,
    put: (world, FileSystemPolicy) => has(world, 'AWS::EFS::FileSystem', 'fs-1', { FileSystemPolicy }),
  },
  'a group of logs': {
    action: 'logs:PutLogEvents',
    arn: `arn:aws:logs:${here}:log-group:/x:log-stream:s`,
    put: (world, document) =>
      has(world, 'AWS::Logs::ResourcePolicy', 'p', { PolicyDocument: JSON.stringify(document) }),
  },
  'a warehouse': {
    action: 'redshift-serverless:GetNamespace',
    arn: `arn:aws:redshift-serverless:${here}:namespace/n-1`,
    put: (world, NamespaceResourcePolicy) => {
      const made = has(world, 'AWS::RedshiftServerless::Namespace', 'n', { NamespaceResourcePolicy });
      const NamespaceArn = `arn:aws:redshift-serverless:${here}:namespace/n-1`;
      world.resources.put({ ...made, attributes: { 'Namespace.NamespaceArn': NamespaceArn } });
    },
  },
  'a group of models': {
    action: 'sagemaker:DescribeModelPackageGroup',
    arn: `arn:aws:sagemaker:${here}:model-package-group/models`,
    put: (world, ModelPackageGroupPolicy) => {
      const properties = { ModelPackageGroupName: 'models', ModelPackageGroupPolicy };
      has(world, 'AWS::SageMaker::ModelPackageGroup', 'g', properties);
    },
  },
  'a topic': {
    action: 'sns:Publish',
    arn: `arn:aws:sns:${here}:news`,
    put: (world, PolicyDocument) =>
      has(world, 'AWS::SNS::TopicPolicy', 'p', { PolicyDocument, Topics: [`arn:aws:sns:${here}:news`] }),
  },
  'a parameter': {
    action: 'ssm:GetParameter',
    arn: `arn:aws:ssm:${here}:parameter/a`,
    put: (world, Policy) => {
      has(world, 'AWS::SSM::ResourcePolicy', 'p', { ResourceArn: `arn:aws:ssm:${here}:parameter/a`, Policy });
    },
  },
};

/** Whether a role may, by own rights and by the policy of a thing; `where` is the account that the role belongs to. */
function may({ action, arn, put }: Thing, own: readonly JsonMap[], policy: JsonMap | null): boolean {
  const world = newWorld();
  has(world, 'AWS::IAM::Role', 'worker', { Policies: [{ PolicyName: 'own', PolicyDocument: of(...own) }] });
  if (policy !== null) put(world, policy);
  const caller = callerIn({ arn: `arn:aws:sts::${account}:assumed-role/worker/one` }, world);
  return judge({ action, resource: arn }, caller, 'outside', world) === undefined;
}

describe.each(Object.entries(things))('%s', (_, thing) => {
  const anything: JsonMap = { Effect: 'Allow', Action: '*', Resource: '*' };

  test('is open to who has the right, without a policy of its own', () => {
    expect(may(thing, [anything], null)).toBe(true);
    expect(may(thing, [], null)).toBe(false);
  });

  test('is open to a role of the account that its policy names, which has no right', () => {
    expect(may(thing, [], of(allow({ AWS: worker })))).toBe(true);
  });

  test('is shut for a role without a right where its policy names the account alone', () => {
    expect(may(thing, [], of(allow({ AWS: `arn:aws:iam::${account}:root` })))).toBe(false);
    expect(may(thing, [anything], of(allow({ AWS: `arn:aws:iam::${account}:root` })))).toBe(true);
  });

  test('is shut for everybody whom its policy refuses, whatever allows them', () => {
    expect(may(thing, [anything], of(allow({ AWS: worker }), refuse))).toBe(false);
  });

  test('is open to somebody of another account by its policy and by their own rights, both', () => {
    const { action, arn, put } = thing;
    const asked = (policies: JsonMap | null) => {
      const world = newWorld();
      if (policies !== null) put(world, policies);
      const foreign = { kind: 'user', arn: 'arn:aws:iam::999988887777:user/eve', role: null } as const;
      return judge({ action, resource: arn }, { ...foreign, account: '999988887777' }, 'outside', world) === undefined;
    };
    expect(asked(null)).toBe(false);
    expect(asked(of(allow({ AWS: 'arn:aws:iam::999988887777:root' })))).toBe(true);
    expect(asked(of(allow({ AWS: worker })))).toBe(false);
  });
});

test('what two policies say of a repository of packages is taken together, and a refusal in one is enough', () => {
  const right = {
    action: 'codeartifact:ReadFromRepository',
    resource: `arn:aws:codeartifact:${here}:repository/acme/store`,
  };
  const put = (world: World, onDomain: JsonMap, onRepository: JsonMap) => {
    things['a domain of packages']?.put(world, onDomain);
    things['a repository of packages']?.put(world, onRepository);
    has(world, 'AWS::IAM::Role', 'worker');
    const caller = callerIn({ arn: `arn:aws:sts::${account}:assumed-role/worker/one` }, world);
    return judge(right, caller, 'outside', world)?.decision.verdict;
  };
  const other = allow({ AWS: `arn:aws:iam::${account}:role/other` });
  expect(put(newWorld(), of(allow({ AWS: worker })), of(other))).toBeUndefined();
  expect(put(newWorld(), of(other), of(allow({ AWS: worker })))).toBeUndefined();
  expect(put(newWorld(), of(refuse), of(allow({ AWS: worker })))).toBe('denied');
  expect(put(newWorld(), of(allow({ AWS: worker })), of(refuse))).toBe('denied');
});

test('a domain of packages locks nobody out of changing its policy', () => {
  const world = newWorld();
  things['a domain of packages']?.put(world, of(refuse));
  const resource = `arn:aws:codeartifact:${here}:domain/acme`;
  const administrator = callerIn({ arn: `arn:aws:iam::${account}:user/ann` }, world);
  const verdict = (action: string) => judge({ action, resource }, administrator, 'outside', world);
  expect(verdict('codeartifact:PutDomainPermissionsPolicy')).toBeUndefined();
  expect(verdict('codeartifact:DeleteDomain')).toBeDefined();
});

describe('a function that a service invokes', () => {
  const arn = `arn:aws:lambda:${here}:function:f`;
  const source = { 'aws:SourceArn': `arn:aws:events:${here}:rule/r`, 'aws:SourceAccount': account };
  const invoked = (properties: JsonMap, caller = 'events.amazonaws.com') => {
    const world = newWorld();
    const Action = 'lambda:InvokeFunction';
    has(world, 'AWS::Lambda::Permission', 'p', { FunctionName: 'f', Action, ...properties });
    const right = { action: Action, resource: arn, source };
    return judge(right, serviceCaller(caller), 'outside', world) === undefined;
  };

  test.each<readonly [string, JsonMap, boolean]>([
    ['that it lets in', { Principal: 'events.amazonaws.com' }, true],
    [
      'for the thing that it lets in',
      { Principal: 'events.amazonaws.com', ...{ SourceArn: source['aws:SourceArn'] } },
      true,
    ],
    ['for another thing', { Principal: 'events.amazonaws.com', SourceArn: `arn:aws:events:${here}:rule/q` }, false],
    ['for another account', { Principal: 'events.amazonaws.com', SourceAccount: '999988887777' }, false],
    ['that it does not let in', { Principal: 's3.amazonaws.com' }, false],
    [
      'within an organisation of which nobody knows',
      { Principal: 'events.amazonaws.com', PrincipalOrgID: 'o-1' },
      false,
    ],
  ])('%s', (_, properties, isOpen) => {
    expect(invoked(properties)).toBe(isOpen);
  });
});

test('a thing of a service of which nobody knows whether it has policies is named', () => {
  const world = newWorld();
  const administrator = callerIn({ arn: `arn:aws:iam::${account}:user/ann` }, world);
  const right = { action: 'sqs:SendMessage', resource: `arn:aws:sqs:${here}:queue` };
  expect(judge(right, administrator, 'outside', world)).toBeUndefined();
  expect([...world.notAnswered]).toEqual(['policies of things of sqs']);
});

test('what a role of another account would let in, this account does not know', () => {
  const world = newWorld();
  const administrator = callerIn({ arn: `arn:aws:iam::${account}:user/ann` }, world);
  const right = { action: 'sts:AssumeRole', resource: 'arn:aws:iam::999988887777:role/away' };
  expect(judge(right, administrator, 'outside', world)?.decision).toEqual({ verdict: 'not-allowed', by: 'resource' });
});
