// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables are CloudFormation's
import { describe, expect, it } from 'vitest';
import { checkAgainstSchemas } from '../../src/schema-check/check-against-schemas.ts';
import type { Template } from '../../src/template.ts';
import { brokenTemplates } from './broken-templates.ts';
import { bucket, domain, type Json, template } from './written-templates.ts';

/** Anything at all, as the simulated CloudFormation may be given. */
const strange = [
  null,
  0,
  '',
  'a',
  true,
  [],
  [null],
  {},
  { Ref: 1 },
  { Ref: null },
  { 'Fn::GetAtt': [] },
  { 'Fn::If': 5 },
  { 'Fn::Sub': [] },
];

describe('a template that CloudFormation would refuse', () => {
  it.each(brokenTemplates)('is refused for %s', (_, given, rule, path) => {
    expect(checkAgainstSchemas(given).map((each) => [each.rule, each.path])).toEqual([[rule, path]]);
  });

  it('is told what was given, what is accepted and what to do', () => {
    const [wrongMode] = checkAgainstSchemas(domain({ AuthMode: 'LDAP' }));
    expect(wrongMode).toEqual({
      rule: 'value-not-allowed',
      resource: 'Domain',
      path: 'Properties.AuthMode',
      message: '"LDAP" is not accepted; accepted are SSO, IAM',
      fix: 'Give one of the accepted values.',
    });
    const [wrongName] = checkAgainstSchemas(bucket({ BucketNam: 'a' }));
    expect(wrongName?.message).toMatch(/^BucketNam is not a property of AWS::S3::Bucket; accepted are BucketName, /);
    const [wrongType] = checkAgainstSchemas(template({ A: { Type: 'AWS::S3::Buckett' } }));
    expect(wrongType?.message).toMatch(/^CloudFormation has no type AWS::S3::Buckett; there are AWS::S3::Bucket, /);
  });

  it('is told the way round a circle', () => {
    const circle = template({
      A: { Type: 'AWS::S3::Bucket', DependsOn: 'B' },
      B: { Type: 'AWS::S3::Bucket', DependsOn: 'A' },
    });
    expect(checkAgainstSchemas(circle)[0]?.message).toContain('A -> B -> A');
  });
});

describe('a template that CloudFormation takes', () => {
  const fine: readonly (readonly [what: string, template: Template])[] = [
    ['nothing', template({})],
    ['numbers and truth values as text', bucket({ ObjectLockEnabled: 'true', Tags: [{ Key: 'n', Value: 5 }] })],
    [
      'a policy as text',
      template({ Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: '{"Statement":[]}' } } }),
    ],
    [
      'functions for any value',
      domain({ SubnetIds: { 'Fn::Split': [',', 'a,b'] }, VpcId: { 'Fn::ImportValue': 'vpc' } }),
    ],
    [
      'a property left out by a condition',
      template(
        {
          B: {
            Type: 'AWS::S3::Bucket',
            Properties: { BucketName: { 'Fn::If': ['Named', 'a', { Ref: 'AWS::NoValue' }] } },
          },
        },
        { Conditions: { Named: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] } } },
      ),
    ],
    ['text that only looks like a variable', bucket({ BucketName: { 'Fn::Sub': 'a-${!Literal}-${AWS::AccountId}' } })],
    ['variables given to a Sub', bucket({ BucketName: { 'Fn::Sub': ['${a}-${AWS::Region}', { a: 'b' }] } })],
    [
      'a resource of its own code',
      template(
        { C: { Type: 'Custom::Thing', Properties: { Anything: [1] } } },
        { Outputs: { A: { Value: { 'Fn::GetAtt': ['C', 'Any'] } } } },
      ),
    ],
    [
      'an output of a nested stack',
      template(
        { S: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'u' } } },
        { Outputs: { A: { Value: { 'Fn::GetAtt': ['S', 'Outputs.Name'] } } } },
      ),
    ],
    [
      'a condition key in a policy',
      template({
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { AssumeRolePolicyDocument: { Statement: [{ Condition: { StringEquals: { a: 'b' } } }] } },
        },
      }),
    ],
  ];

  it.each(fine)('has no finding for %s', (_, given) => {
    expect(checkAgainstSchemas(given)).toEqual([]);
  });

  it('may be as deep a chain of resources as a template can hold', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => [
      `B${index}`,
      { Type: 'AWS::S3::Bucket', ...(index === 0 ? {} : { DependsOn: `B${index - 1}` }) },
    ]);
    expect(checkAgainstSchemas(template(Object.fromEntries(chain.reverse())))).toEqual([]);
  });
});

describe('a template that makes no sense', () => {
  it.each(strange.map((value) => [value]))('is answered, with %j in any place', (value) => {
    const resource = { Type: value, Properties: value, DependsOn: value, Condition: value, DeletionPolicy: value };
    const places: readonly Json[] = [
      { Resources: value },
      { Resources: { A: value } },
      { Resources: { A: resource } },
      {
        Resources: {
          A: { ...resource, Type: 'AWS::S3::Bucket', Properties: { Tags: value, BucketEncryption: value } },
        },
      },
      { Resources: { A: { Type: 'AWS::S3::Bucket', DependsOn: [value] } } },
      { Resources: {}, Outputs: value, Conditions: value, Mappings: value, Parameters: value },
      {
        Resources: {
          A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::FindInMap': ['M', value, value] } } },
        },
        Mappings: { M: value },
      },
      { Resources: { A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'B' } } } }, Parameters: value },
    ];
    for (const place of places) {
      for (const finding of checkAgainstSchemas(place as unknown as Template)) {
        expect(finding).toMatchObject({
          rule: expect.any(String),
          path: expect.any(String),
          message: expect.any(String),
          fix: expect.stringMatching(/\.$/),
        });
      }
    }
    expect(checkAgainstSchemas({ Resources: { A: resource } } as unknown as Template)).not.toEqual([]);
  });

  it('is told that it has no resources', () => {
    expect(checkAgainstSchemas({} as Template)[0]?.path).toBe('Resources');
  });
});
