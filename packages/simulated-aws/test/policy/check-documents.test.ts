import { describe, expect, test } from 'vitest';
import { kindOf } from '../../src/kinds/kinds.ts';
import { s3 } from '../../src/services/s3/s3.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { JsonMap } from '../../src/world/resource-store.ts';
import { accountDocument, lookDocument, trustDocument } from '../documents.ts';

const make = (world: ReturnType<typeof newWorld>, type: string, properties: JsonMap) =>
  kindOf(type).create({ type, properties, stack: null, logicalId: null }, world);
const [look] = lookDocument.Statement;
const [trust] = trustDocument.Statement;
const [open] = accountDocument.Statement;
const of = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement }) as unknown as JsonMap;
const without = (statement: object, name: string) =>
  of(Object.fromEntries(Object.entries(statement).filter(([key]) => key !== name)));
const nobody = 'arn:aws:iam::123456789012:role/nobody';

describe('documents of IAM that are not well-formed', () => {
  test.each<readonly [string, JsonMap, string]>([
    ['nothing', {}, 'Syntax errors in policy.'],
    ['an element that there is not', { ...lookDocument, Statements: [] }, 'Syntax errors in policy.'],
    ['no statement', of(), 'Syntax errors in policy.'],
    ['a version that there is not', { ...lookDocument, Version: '2012-10-18' }, 'Syntax errors in policy.'],
    [
      'the old version',
      { ...lookDocument, Version: '2008-10-17' },
      'Policy document must be version 2012-10-17 or greater.',
    ],
    ['no version', { Statement: lookDocument.Statement }, 'Policy document must be version 2012-10-17 or greater.'],
    ['an element that statements do not have', of({ ...look, Actions: 's3:*' }), 'Syntax errors in policy.'],
    ['no effect', without({ ...look }, 'Effect'), 'Syntax errors in policy.'],
    ['an effect in small letters', of({ ...look, Effect: 'allow' }), 'The policy failed legacy parsing'],
    ['no action', without({ ...look }, 'Action'), 'Policy statement must contain actions.'],
    ['an empty list of actions', of({ ...look, Action: [] }), 'Policy statement must contain actions.'],
    ['both kinds of actions', of({ ...look, NotAction: 's3:GetObject' }), 'Syntax errors in policy.'],
    [
      'an action without a service',
      of({ ...look, Action: 'GetObject' }),
      'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    ],
    ['no resource', without({ ...look }, 'Resource'), 'Policy statement must contain resources.'],
    ['both kinds of resources', of({ ...look, NotResource: '*' }), 'Syntax errors in policy.'],
    ['a name for a resource', of({ ...look, Resource: 'mine' }), 'Resource mine must be in ARN format or "*".'],
    [
      'a role in a region',
      of({ ...look, Resource: 'arn:aws:iam:eu-central-1:123456789012:role/a' }),
      'IAM resource arn:aws:iam:eu-central-1:123456789012:role/a cannot contain region information.',
    ],
    ['a number for a resource', of({ ...look, Resource: 7 }), 'Syntax errors in policy.'],
    ['somebody', of({ ...look, Principal: '*' }), 'Policy document should not specify a principal.'],
    ['an operator that there is not', of({ ...look, Condition: { StringIs: { a: 'b' } } }), 'Syntax errors in policy.'],
    ['a condition that is a text', of({ ...look, Condition: 'a' }), 'Syntax errors in policy.'],
    [
      'the same name twice',
      of({ ...look, Sid: 'A' }, { ...look, Sid: 'A' }),
      'Statement IDs (SID) in a single policy must be unique.',
    ],
  ])('%s', (_, PolicyDocument, message) => {
    const refusal = expect.objectContaining({ code: 'MalformedPolicyDocument', message });
    const world = newWorld();
    expect(() => make(world, 'AWS::IAM::ManagedPolicy', { PolicyDocument })).toThrow(refusal);
    const Policies = [{ PolicyName: 'own', PolicyDocument }];
    const role = { AssumeRolePolicyDocument: trustDocument, Policies };
    expect(() => make(world, 'AWS::IAM::Role', role)).toThrow(refusal);
    expect(world.resources.list()).toEqual([]);
  });

  test.each<readonly [string, JsonMap, string]>([
    ['nobody', without({ ...trust }, 'Principal'), 'Missing required field Principal'],
    ['a list of nobody', of({ ...trust, Principal: { Service: [] } }), 'Missing required field Principal'],
    ['a resource', of({ ...trust, Resource: '*' }), 'Has prohibited field Resource'],
    [
      'a role that is nowhere',
      of({ ...trust, Principal: { AWS: nobody } }),
      `Invalid principal in policy: "AWS":"${nobody}"`,
    ],
    [
      'a pattern of roles',
      of({ ...trust, Principal: { AWS: 'arn:aws:iam::123456789012:role/*' } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/*"',
    ],
    [
      'no service',
      of({ ...trust, Principal: { Service: 'sagemaker' } }),
      'Invalid principal in policy: "SERVICE":"sagemaker"',
    ],
  ])('of who may become a role: %s', (_, AssumeRolePolicyDocument, message) => {
    const refusal = expect.objectContaining({ code: 'MalformedPolicyDocument', message });
    expect(() => make(newWorld(), 'AWS::IAM::Role', { AssumeRolePolicyDocument })).toThrow(refusal);
  });

  test.each([
    ['a role that is there', 'arn:aws:iam::123456789012:role/first'],
    ['another account', '999999999999'],
    ['a role of another account', 'arn:aws:iam::999999999999:role/theirs'],
    ['the account', 'arn:aws:iam::123456789012:root'],
    ['everybody', '*'],
  ])('lets %s become a role', (_, AWS) => {
    const world = newWorld();
    make(world, 'AWS::IAM::Role', { RoleName: 'first', AssumeRolePolicyDocument: trustDocument });
    const document = of({ ...trust, Principal: { AWS } });
    make(world, 'AWS::IAM::Role', { RoleName: 'second', AssumeRolePolicyDocument: document });
    expect(world.resources.list('AWS::IAM::Role')).toHaveLength(2);
  });
});

describe('the policy of a bucket', () => {
  const mine = { ...open, Action: 's3:GetObject', Resource: 'arn:aws:s3:::mine/*' };
  const bad: readonly (readonly [string, JsonMap, string])[] = [
    ['without anybody', without(mine, 'Principal'), 'Missing required field Principal'],
    ['without a resource', without(mine, 'Resource'), 'Missing required field Resource'],
    ['about another bucket', of({ ...mine, Resource: 'arn:aws:s3:::other/*' }), 'Policy has invalid resource'],
    ['about what is no action of S3', of({ ...mine, Action: 'ec2:RunInstances' }), 'Policy has invalid action'],
    ['for a role that is nowhere', of({ ...mine, Principal: { AWS: nobody } }), 'Invalid principal in policy'],
  ];
  test.each(bad)('%s is refused to a template and to a call', (_, PolicyDocument, message) => {
    const world = newWorld();
    make(world, 'AWS::S3::Bucket', { BucketName: 'mine' });
    const refusal = expect.objectContaining({ code: 'MalformedPolicy', message });
    const inTemplate = { Bucket: 'mine', PolicyDocument };
    expect(() => make(world, 'AWS::S3::BucketPolicy', inTemplate)).toThrow(refusal);
    const input = { Bucket: 'mine', Policy: JSON.stringify(PolicyDocument) };
    const call = () => s3.operations.PutBucketPolicy?.(input, world, { arn: '', accessKeyId: '' });
    expect(call).toThrow(refusal);
  });

  test('may lock out everybody but the root user: S3 accepts that', () => {
    const world = newWorld();
    make(world, 'AWS::S3::Bucket', { BucketName: 'mine' });
    const locked = { ...open, Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::mine' };
    make(world, 'AWS::S3::BucketPolicy', { Bucket: 'mine', PolicyDocument: of(locked) });
    expect(world.resources.list('AWS::S3::BucketPolicy')).toHaveLength(1);
  });
});

describe('the policy of a key', () => {
  const root = {
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Action: 'kms:*',
    Resource: '*',
  };
  const logs = {
    Effect: 'Allow',
    Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
    Action: 'kms:*',
    Resource: '*',
  };
  const lockedOut = 'The new key policy will not allow you to update the key policy in the future.';
  const lockingOut: readonly (readonly [string, JsonMap])[] = [
    ['lets a service alone', of(logs)],
    ['lets the account read alone', of({ ...root, Action: 'kms:Describe*' })],
    ['lets another account alone', of({ ...root, Principal: { AWS: '999999999999' } })],
    [
      'lets the account under a condition',
      of({ ...root, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }),
    ],
    ['takes it from the account again', of(root, { ...root, Effect: 'Deny', Action: 'kms:Put*' })],
  ];
  test.each(lockingOut)('that %s is refused, unless that is asked for', (_, KeyPolicy) => {
    const world = newWorld();
    const refusal = expect.objectContaining({ code: 'MalformedPolicyDocumentException', message: lockedOut });
    expect(() => make(world, 'AWS::KMS::Key', { KeyPolicy })).toThrow(refusal);
    const there = make(world, 'AWS::KMS::Key', { KeyPolicy: of(root) });
    expect(() => kindOf('AWS::KMS::Key').update(there, { KeyPolicy }, world)).toThrow(refusal);
    make(world, 'AWS::KMS::Key', { KeyPolicy, BypassPolicyLockoutSafetyCheck: true });
  });

  test('may ask for the account in a condition', () => {
    const Condition = { StringEquals: { 'kms:CallerAccount': '123456789012' } };
    make(newWorld(), 'AWS::KMS::Key', { KeyPolicy: of({ ...root, Condition }) });
  });

  const own = 'arn:aws:logs:eu-central-1:123456789012:*';
  const encryption = (value: string) => ({ Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': value } } });
  test.each<readonly [string, readonly object[], boolean]>([
    ['lets nobody but the account', [], false],
    ['lets the logs of another region', [{ ...logs, Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }], false],
    ['lets logs read alone', [{ ...logs, Action: 'kms:Decrypt' }], false],
    ['lets the logs of another group', [{ ...logs, ...encryption(`${own}other`) }], false],
    ['lets logs', [logs], true],
    ['lets the logs of the account', [{ ...logs, ...encryption(own) }], true],
  ])('that %s: a log group is made with it: %s', (_, more, isMade) => {
    const world = newWorld();
    const { attributes } = make(world, 'AWS::KMS::Key', { KeyPolicy: of(root, ...more) });
    const group = () => make(world, 'AWS::Logs::LogGroup', { LogGroupName: '/a', KmsKeyId: String(attributes.Arn) });
    if (isMade) expect(group().id).toBe('/a');
    else expect(group).toThrow(/KMS key does not exist or is not allowed to be used with Arn '.*log-group:\/a'/);
  });

  test('a log group does not take a key that is nowhere, nor the mere id of one', () => {
    const world = newWorld();
    const made = make(world, 'AWS::KMS::Key', { KeyPolicy: of(root, logs) });
    for (const KmsKeyId of [`${String(made.attributes.Arn)}0`, made.id])
      expect(() => make(world, 'AWS::Logs::LogGroup', { KmsKeyId })).toThrow(/is not allowed to be used/);
  });
});

describe('a provider that signs people in', () => {
  const arn = (rest: string, account = '123456789012') => `arn:aws:iam::${account}:${rest}`;
  const trusted = (Federated: string, given: readonly string[] = []) => {
    const world = newWorld();
    for (const id of given) {
      const type = id.includes('saml') ? 'AWS::IAM::SAMLProvider' : 'AWS::IAM::OIDCProvider';
      const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null, attributes: {} };
      world.resources.put({ ...loose, type, id, properties: {} });
    }
    const AssumeRolePolicyDocument = of({ ...trust, Principal: { Federated } });
    return () => make(world, 'AWS::IAM::Role', { AssumeRolePolicyDocument });
  };

  test.each([arn('saml-provider/company'), arn('oidc-provider/login.example.com/a')])('%s has to be there', (name) => {
    expect(trusted(name, [name])).not.toThrow();
    const message = `Invalid principal in policy: "FEDERATED":"${name}"`;
    expect(trusted(name)).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', message }));
    expect(trusted(name, [`${name}x`])).toThrow(message);
  });

  test('of another account is not there', () => {
    expect(trusted(arn('saml-provider/company', '999988887777'), [arn('saml-provider/company')])).toThrow('FEDERATED');
  });

  test.each(['accounts.google.com', 'cognito-identity.amazonaws.com', 'www.amazon.com'])('%s is one of all', (name) => {
    expect(trusted(name)).not.toThrow();
  });

  test.each(['', '*', 'company', 'saml-provider/company', arn('role/company'), arn('saml-provider'), 'https://a.b/c'])(
    '"%s" is none',
    (name) => {
      const message = 'Federated principals must be valid domain names or SAML metadata ARNs';
      expect(trusted(name)).toThrow(expect.objectContaining({ code: 'MalformedPolicyDocument', message }));
    },
  );
});
