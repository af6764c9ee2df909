import { describe, expect, test } from 'vitest';
import { account } from './account.ts';
import { statusOf } from './acme.ts';
import { bucket, stackOf } from './small-template.ts';

const refusedTemplates: readonly (readonly [string, unknown, RegExp])[] = [
  ['text that is neither JSON nor YAML', '{"Resources": ', /JSON not well-formed/],
  ['YAML that is not well-formed', 'Resources:\n  A: [', /YAML not well-formed/],
  ['a function that YAML has no short form of', 'Resources:\n  A:\n    Type: !Nope x', /YAML not well-formed/],
  ['no resources', { Resources: {} }, /At least one Resources member/],
  ['a section that does not exist', { Resources: { A: bucket }, Resorces: {} }, /Invalid template property/],
  ['a resource without a type', { Resources: { A: { Properties: {} } } }, /must contain a Type member/],
  [
    'a type that does not exist',
    { Resources: { A: { Type: 'AWS::S3::Bukket' } } },
    /Unrecognized resource types: \[AWS::S3::Bukket\]/,
  ],
  [
    'a custom resource',
    { Resources: { A: { Type: 'Custom::Thing' } } },
    /types cannot be rehearsed: \[Custom::Thing\]/,
  ],
  [
    'a part that resources do not have',
    { Resources: { A: { ...bucket, Propertys: {} } } },
    /Invalid template resource property 'Propertys'/,
  ],
  ['a logical id with a dash', { Resources: { 'a-b': bucket } }, /non alphanumeric/],
  [
    'a deletion policy that does not exist',
    { Resources: { A: { ...bucket, DeletionPolicy: 'Keep' } } },
    /Unrecognized DeletionPolicy Keep/,
  ],
  [
    'a replace policy that is one of deletion',
    { Resources: { A: { ...bucket, UpdateReplacePolicy: 'RetainExceptOnCreate' } } },
    /Unrecognized UpdateReplacePolicy/,
  ],
  [
    'a Ref to nothing',
    stackOf({ BucketName: { Ref: 'Nobody' } }),
    /Unresolved resource dependencies \[Nobody\] in the Resources block/,
  ],
  [
    'a Sub of nothing',
    stackOf({ BucketName: { 'Fn::Sub': ['x-$', '{Nobody}'].join('') } }),
    /Unresolved resource dependencies \[Nobody\]/,
  ],
  [
    'a GetAtt of a resource that is not there',
    stackOf({ BucketName: { 'Fn::GetAtt': ['Nobody', 'Arn'] } }),
    /Unresolved resource dependencies/,
  ],
  [
    'a GetAtt of an attribute that is not there',
    {
      Resources: {
        A: bucket,
        B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::GetAtt': ['A', 'Nope'] } } },
      },
    },
    /resource A does not support attribute type Nope/,
  ],
  [
    'a dependency that is not there',
    { Resources: { A: { ...bucket, DependsOn: 'Nobody' } } },
    /Unresolved resource dependencies \[Nobody\]/,
  ],
  [
    'a circle of references',
    {
      Resources: {
        A: { Type: 'AWS::SNS::Topic', DependsOn: 'B' },
        B: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['A', 'TopicName'] } } },
      },
    },
    /Circular dependency between resources: \[A, B\]/,
  ],
  [
    'a function that does not exist',
    stackOf({ BucketName: { 'Fn::Upper': 'x' } }),
    /Fn::Upper is not a valid intrinsic function/,
  ],
  [
    'a condition that is not there',
    { Resources: { A: { ...bucket, Condition: 'Nope' } } },
    /Unresolved condition dependency Nope/,
  ],
  [
    'a choice by a condition that is not there',
    stackOf({ BucketName: { 'Fn::If': ['Nope', 'a', 'b'] } }),
    /Unresolved condition dependency Nope/,
  ],
  [
    'an output of nothing',
    { Resources: { A: bucket }, Outputs: { O: { Value: { Ref: 'Nobody' } } } },
    /in the Outputs block/,
  ],
  [
    'an output without a value',
    { Resources: { A: bucket }, Outputs: { O: { Description: 'x' } } },
    /Output O is malformed/,
  ],
  [
    'a parameter without a value',
    { Parameters: { P: { Type: 'String' } }, Resources: { A: bucket } },
    /Parameters: \[P\] must have values/,
  ],
  [
    'a parameter with a value that is not allowed',
    { Parameters: { P: { Type: 'String', Default: 'c', AllowedValues: ['a', 'b'] } }, Resources: { A: bucket } },
    /must be one of AllowedValues/,
  ],
  [
    'a parameter that does not match its pattern',
    { Parameters: { P: { Type: 'String', Default: 'A', AllowedPattern: '[a-z]' } }, Resources: { A: bucket } },
    /failed to satisfy constraint/,
  ],
  [
    'a stored parameter that nobody stored',
    { Parameters: { P: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/none' } }, Resources: { A: bucket } },
    /Unable to fetch parameters \[\/none\]/,
  ],
  [
    'a rule that does not hold',
    {
      Rules: { R: { Assertions: [{ Assert: { 'Fn::Equals': ['a', 'b'] }, AssertDescription: 'a is b' }] } },
      Resources: { A: bucket },
    },
    /a is b/,
  ],
  [
    'more than 500 resources',
    { Resources: Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`R${index}`, bucket])) },
    /501, is greater than maximum allowed, 500/,
  ],
  [
    'a body of more than 51,200 bytes',
    { Description: 'x'.repeat(51_200), Resources: { A: bucket } },
    /less than or equal to 51200/,
  ],
];

describe('templates that CloudFormation refuses at once', () => {
  test.each(refusedTemplates)('%s', (_, template, message) => {
    const { call, world } = account();
    const TemplateBody = typeof template === 'string' ? template : JSON.stringify(template);
    expect(() => call('CreateStack', { StackName: 'small', TemplateBody })).toThrow(message);
    expect(call('ListStacks').StackSummaries).toEqual([]);
    expect(world.resources.list()).toEqual([]);
  });

  test('a template of more than 1 MiB in a bucket', () => {
    const { call, world } = account();
    world.objects.put('b', 'big/t.json', new Uint8Array(1024 * 1024 + 1));
    const TemplateURL = 'https://b.s3.eu-central-1.amazonaws.com/big/t.json';
    expect(() => call('CreateStack', { StackName: 'small', TemplateURL })).toThrow(/may not exceed 1048576 bytes/);
  });

  test.each([
    [
      { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: {} } },
      ['CAPABILITY_IAM'],
      'CAPABILITY_NAMED_IAM',
    ],
    [{ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } }, [], 'CAPABILITY_IAM'],
  ])('rights that nobody acknowledged: %j with %j', (role, Capabilities, needed) => {
    const TemplateBody = JSON.stringify({ Resources: { Role: role } });
    expect(() => account().call('CreateStack', { StackName: 'small', TemplateBody, Capabilities })).toThrow(
      `Requires capabilities : [${needed}]`,
    );
  });
});

const wrongProperties: readonly (readonly [string, object, RegExp])[] = [
  ['a property that does not exist', { BucketNam: 'x' }, /#: extraneous key \[BucketNam\] is not permitted/],
  ['a list where text is accepted', { BucketName: ['x'] }, /#\/BucketName: expected type: String, found: JSONArray/],
  ['text where a list is accepted', { Tags: 'x' }, /#\/Tags: expected type: JSONArray, found: String/],
  ['text where a structure is accepted', { VersioningConfiguration: 'on' }, /expected type: JSONObject, found: String/],
  [
    'a structure without what it needs',
    { VersioningConfiguration: {} },
    /VersioningConfiguration: required key \[Status\] not found/,
  ],
];

describe('properties that do not fit the schema of their type', () => {
  test.each(wrongProperties)('fail the creation before anything is made: %s', (_, properties, reason) => {
    const here = account();
    const TemplateBody = JSON.stringify({
      Resources: { Fine: { Type: 'AWS::SNS::Topic' }, A: { Type: 'AWS::S3::Bucket', Properties: properties } },
    });
    here.call('CreateStack', { StackName: 'small', TemplateBody });
    const { status, failed } = statusOf(here, 'small');
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(failed.join('\n')).toMatch(reason);
    expect(here.world.resources.list()).toEqual([]);
  });

  test.each(wrongProperties)('fail the change set, with the reason among its events: %s', (_, properties, reason) => {
    const { call } = account();
    const names = { StackName: 'small', ChangeSetName: 'change' };
    call('CreateChangeSet', { ...names, ChangeSetType: 'CREATE', TemplateBody: JSON.stringify(stackOf(properties)) });
    const { Status, StatusReason, ExecutionStatus } = call('DescribeChangeSet', names);
    expect({ Status, ExecutionStatus }).toEqual({ Status: 'FAILED', ExecutionStatus: 'UNAVAILABLE' });
    expect(StatusReason).toContain('AWS::EarlyValidation::PropertyValidation');
    const { OperationEvents } = call('DescribeEvents', names);
    expect(JSON.stringify(OperationEvents).replaceAll('\\', '')).toMatch(reason);
    expect(() => call('ExecuteChangeSet', names)).toThrow(/cannot be executed in its current execution status/);
  });
});
