import { describe, expect, test } from 'vitest';
import { prove, type Template } from '../src/index.ts';

const queue = { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/own' } };
const system = (Encrypted: unknown) => ({
  Type: 'AWS::EFS::FileSystem',
  Properties: { Encrypted, KmsKeyId: 'alias/own' },
});
const If = (name: string, one: unknown, other: unknown) => ({ 'Fn::If': [name, one, other] });
const prod = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
const stage = { Stage: { Type: 'String' } };

const proofOf = (template: object, given = {}) =>
  prove([{ stack: 's', region: null, template: template as Template }], given);

describe('what the language hides is not proven, and named', () => {
  const hidden: readonly (readonly [string, object, string])[] = [
    ['a macro', { Transform: 'Own', Resources: { Q: queue } }, 'Transform'],
    ['a macro in a list', { Transform: ['AWS::LanguageExtensions', 'Own'], Resources: { Q: queue } }, 'Transform'],
    ['a macro of AWS', { Transform: 'AWS::Serverless-2016-10-31', Resources: { Q: queue } }, 'Transform'],
    [
      'a macro with values',
      { Transform: { Name: 'AWS::Include', Parameters: {} }, Resources: { Q: queue } },
      'Transform',
    ],
    ['a macro of the top', { 'Fn::Transform': { Name: 'Own' }, Resources: { Q: queue } }, 'Fn::Transform'],
    [
      'a macro of the resources',
      { Resources: { Q: queue, 'Fn::Transform': { Name: 'Own' } } },
      'Resources.Fn::Transform',
    ],
    ['a macro of a resource', { Resources: { Q: { ...queue, 'Fn::Transform': {} } } }, 'Resources.Q.Fn::Transform'],
    [
      'a macro of a value',
      { Resources: { Q: { ...queue, Properties: { KmsMasterKeyId: 'alias/own', Tags: { 'Fn::Transform': {} } } } } },
      'Resources.Q.Properties.Tags.Fn::Transform',
    ],
    ['a macro of mappings', { Mappings: { 'Fn::Transform': {} }, Resources: { Q: queue } }, 'Mappings.Fn::Transform'],
    ['a loop', { Resources: { 'Fn::ForEach::Q': ['N', ['a'], {}] } }, 'Resources.Fn::ForEach::Q'],
    [
      'a loop beside a resource',
      { Resources: { Q: queue, 'Fn::ForEach::Q': ['N', ['a'], {}] } },
      'Resources.Fn::ForEach::Q',
    ],
    [
      'a loop in properties',
      { Resources: { Q: { ...queue, Properties: { KmsMasterKeyId: 'alias/own', 'Fn::ForEach::P': [] } } } },
      'Resources.Q.Properties.Fn::ForEach::P',
    ],
    [
      'a loop of conditions',
      { Conditions: { 'Fn::ForEach::C': [] }, Resources: { Q: queue } },
      'Conditions.Fn::ForEach::C',
    ],
    [
      'a function beside other keys',
      { Resources: { Q: { ...queue, Properties: { KmsMasterKeyId: 'alias/own', 'Fn::Sub': 'x' } } } },
      'Resources.Q.Properties.Fn::Sub',
    ],
    [
      'a choice by a condition that is not there',
      { Resources: { S: system(If('Nowhere', true, false)) } },
      'Resources.S.Properties.Encrypted.Fn::If',
    ],
    ['a condition', { Parameters: stage, Conditions: { Prod: prod }, Resources: { Q: queue } }, 'Conditions.Prod'],
    [
      'a condition on a value of elsewhere',
      { Conditions: { Prod: { 'Fn::Equals': ['{{resolve:ssm:stage}}', 'prod'] } }, Resources: { Q: queue } },
      'Conditions.Prod',
    ],
    [
      'a switch without a default',
      { Parameters: stage, Resources: { S: system({ Ref: 'Stage' }) } },
      'Properties.Encrypted',
    ],
    ['a switch of elsewhere', { Resources: { S: system('{{resolve:ssm:on}}') } }, 'Properties.Encrypted'],
    [
      'a switch whose parameter is stored elsewhere',
      {
        Parameters: { On: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'true' } },
        Resources: { S: system({ Ref: 'On' }) },
      },
      'Properties.Encrypted',
    ],
    [
      'a switch of a table without the row',
      { Mappings: { M: {} }, Resources: { S: system({ 'Fn::FindInMap': ['M', 'a', 'b'] }) } },
      'Properties.Encrypted',
    ],
    ['a type of somebody', { Resources: { Q: { Type: 'Acme::Any::Thing' } } }, 'Type'],
    ['a module', { Resources: { Q: { Type: 'Acme::Any::Thing::MODULE' } } }, 'Type'],
    ['a type by a function', { Resources: { Q: { Type: { 'Fn::Sub': 'AWS::SQS::Queue' } } } }, 'Type'],
  ];

  test.each(hidden)('%s', async (_, template, path) => {
    const proof = await proofOf(template);
    expect(proof.findings.map((found) => [found.verdict, found.path])).toEqual([['not proven', path]]);
    expect(proof.ok).toBe(false);
  });
});

describe('a value that is nothing counts as left out:', () => {
  const nothing = { Ref: 'AWS::NoValue' };
  test.each([
    ['a switch', system(nothing), 'Properties.Encrypted'],
    ['a key', { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: nothing } }, 'Properties.KmsMasterKeyId'],
    ['all properties', { Type: 'AWS::SQS::Queue', Properties: nothing }, 'Properties.KmsMasterKeyId'],
    [
      'the only line of a group',
      { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupEgress: [nothing] } },
      'Properties.SecurityGroupEgress',
    ],
  ])('%s', async (_, resource, path) => {
    const { findings } = await proofOf({ Resources: { R: resource } });
    expect(findings.map((found) => [found.verdict, found.path])).toEqual([['refuted', path]]);
  });
});

describe('a condition that nobody can decide', () => {
  const Conditions = { Prod: prod, Test: { 'Fn::Not': [{ Condition: 'Prod' }] } };
  const conditional = (on: unknown) => ({ Parameters: stage, Conditions, Resources: { S: system(on) } });
  const about = async (template: object) => {
    const { findings } = await proofOf(template);
    return findings.filter(({ resource }) => resource === 'S').map(({ verdict }) => verdict);
  };

  test('refutes where both of its sides break the promise', async () => {
    expect(await about(conditional(If('Prod', 'false', 'no')))).toEqual(['refuted']);
  });

  test.each([
    ['one', If('Prod', true, false)],
    ['the other', If('Prod', false, true)],
  ])('refutes nothing where %s of its sides keeps it', async (_, on) => {
    expect(await about(conditional(on))).toEqual(['not proven']);
  });

  test('is decided for all conditions alike', async () => {
    const both = { ...conditional(If('Prod', If('Test', false, true), true)) };
    expect(await about(both)).not.toContain('refuted');
  });
});

describe('what is given decides what nobody knew:', () => {
  const template = {
    Parameters: { On: { Type: 'String' }, Key: { Type: 'String', Default: 'alias/own' } },
    Conditions: { East: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] } },
    Resources: {
      S: { Type: 'AWS::EFS::FileSystem', Properties: { Encrypted: { Ref: 'On' }, KmsKeyId: { Ref: 'Key' } } },
      T: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'arn:aws:kms:us-east-1:111122223333:key/1' } },
    },
  };
  const of = async (given: object) =>
    (await proofOf(template, given)).findings.map(({ verdict, resource }) => `${verdict} ${resource}`).toSorted();

  test('nothing', async () => {
    expect(await of({})).toEqual(['not proven East', 'not proven S', 'not proven T']);
  });

  test('the region and the account', async () => {
    expect(await of({ region: 'eu-west-1', account: '111122223333' })).toEqual(['not proven S']);
  });

  test('another account', async () => {
    expect(await of({ region: 'eu-west-1', account: '999988887777', parameters: { On: 'true' } })).toEqual([
      'refuted T',
    ]);
  });

  test('a parameter, before its default', async () => {
    const rest = { region: 'eu-west-1', account: '111122223333' };
    expect(await of({ ...rest, parameters: { On: 'true' } })).toEqual([]);
    expect(await of({ ...rest, parameters: { On: 'false' } })).toEqual(['refuted S']);
    expect(await of({ ...rest, parameters: { On: 'true', Key: 'alias/aws/elasticfilesystem' } })).toEqual([
      'refuted S',
    ]);
  });
});
