import { describe, expect, test } from 'vitest';
import { evaluate } from '../../src/functions/evaluate.ts';
import { referencesIn } from '../../src/functions/reference.ts';
import type { StackTemplate, Template } from '../../src/template.ts';
import type { Value } from '../../src/value.ts';

const sub = (text: string) => text.replaceAll('#', '$');

function stackOf(stack: string, template: Partial<Template>): StackTemplate {
  return { stack, region: null, template: { Resources: {}, ...template } };
}

/** The value that a property becomes, in a template with a few parameters, conditions and mappings. */
function evaluated(raw: unknown, pseudo = {}): Value | undefined {
  const template = stackOf('s', {
    Parameters: {
      Size: { Type: 'Number', Default: 5 },
      Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
      Vpc: { Type: 'AWS::EC2::VPC::Id' },
      Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/path' },
    },
    Conditions: {
      Yes: { 'Fn::Equals': [{ Ref: 'Size' }, '5'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
      Maybe: { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [{ Ref: 'Vpc' }, 'vpc-1'] }] },
      Never: { 'Fn::And': [{ Condition: 'No' }, { Condition: 'Maybe' }] },
    },
    Mappings: { Regions: { 'eu-central-1': { Image: 'ami-1' } } },
    Resources: { A: { Type: 'AWS::SNS::Topic', Properties: { value: raw } } },
  });
  return evaluate([template], pseudo)[0]?.resources[0]?.properties.value;
}

const cases: readonly (readonly [unknown, Value | undefined])[] = [
  [{ Ref: 'Size' }, '5'],
  [{ Ref: 'Zones' }, ['a', 'b']],
  [{ Ref: 'Vpc' }, '⟨s/Vpc⟩'],
  [{ Ref: 'Image' }, '⟨s/Image⟩'],
  [{ Ref: 'A' }, '⟨s/A⟩'],
  [{ Ref: 'AWS::NoValue' }, undefined],
  [['x', { Ref: 'AWS::NoValue' }], ['x']],
  [{ Ref: 'AWS::Region' }, '⟨Region⟩'],
  [{ 'Fn::GetAtt': ['A', 'Arn'] }, '⟨s/A.Arn⟩'],
  [{ 'Fn::GetAtt': 'A.Endpoint.Address' }, '⟨s/A.Endpoint.Address⟩'],
  [{ 'Fn::Sub': sub('#{A.Arn}/#{Size}/#{!keep}') }, sub('⟨s/A.Arn⟩/5/#{keep}')],
  [{ 'Fn::Sub': [sub('#{x}-#{x}'), { x: { Ref: 'Size' } }] }, '5-5'],
  [{ 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { Ref: 'A' }]] }, 'arn:⟨Partition⟩:⟨s/A⟩'],
  [{ 'Fn::Select': [1, { Ref: 'Zones' }] }, 'b'],
  [{ 'Fn::Select': ['0', { 'Fn::Split': ['/', { 'Fn::GetAtt': ['A', 'Arn'] }] }] }, '⟨s/A.Arn[0]⟩'],
  [{ 'Fn::Select': [1, { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
  [{ 'Fn::If': ['Yes', 1, 2] }, 1],
  [{ 'Fn::If': ['No', 1, 2] }, 2],
  [{ 'Fn::If': ['Maybe', 1, 2] }, 1],
  [{ 'Fn::If': ['Never', 1, { Ref: 'AWS::NoValue' }] }, undefined],
  [{ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Image'] }, '⟨unknown⟩'],
  [{ 'Fn::ImportValue': 'nowhere' }, '⟨import/nowhere⟩'],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 2, '8'] }, ['10.0.0.0/24', '10.0.1.0/24']],
  [{ 'Fn::Base64': { 'Fn::Sub': 'text' } }, 'text'],
  [{ 'Fn::Length': [1, 2] }, 2],
  [{ 'Fn::ToJsonString': { a: { Ref: 'Size' } } }, '{"a":"5"}'],
  [{ 'Fn::Transform': { Name: 'x' } }, '⟨unknown⟩'],
  ['a text with ⟨s/A⟩ in it', 'a text with <s/A> in it'],
];

describe('a function', () => {
  test.each(cases)('%j becomes %j', (raw, expected) => {
    expect(evaluated(raw)).toEqual(expected);
  });

  test('knows the region, the account and the partition that are given', () => {
    const pseudo = { region: 'cn-north-1', account: '111122223333' };
    const arn = { 'Fn::Sub': sub('arn:#{AWS::Partition}:s3:#{AWS::Region}:#{AWS::AccountId}:x.#{AWS::URLSuffix}') };
    expect(evaluated(arn, pseudo)).toBe('arn:aws-cn:s3:cn-north-1:111122223333:x.amazonaws.com.cn');
    expect(
      evaluated({ 'Fn::FindInMap': ['Regions', { Ref: 'AWS::Region' }, 'Image'] }, { region: 'eu-central-1' }),
    ).toBe('ami-1');
  });
});

describe('stacks', () => {
  const network = stackOf('network', {
    Resources: { Vpc: { Type: 'AWS::EC2::VPC' } },
    Outputs: { Id: { Value: { Ref: 'Vpc' }, Export: { Name: { 'Fn::Sub': sub('#{AWS::StackName}-vpc') } } } },
  });

  test('see what another one exports as that one sees it', () => {
    const user = stackOf('user', {
      Resources: { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { 'Fn::ImportValue': 'network-vpc' } } } },
    });
    const [resource] = evaluate([user, network])[0]?.resources ?? [];
    expect(resource?.properties).toEqual({ VpcId: '⟨network/Vpc⟩' });
    expect(referencesIn(resource?.properties)).toEqual([{ stack: 'network', logicalId: 'Vpc', attribute: null }]);
  });

  test('hand parameters to nested ones, and take their outputs', () => {
    const outer = stackOf('outer', {
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC' },
        Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Vpc: { Ref: 'Vpc' } } } },
        User: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::GetAtt': ['Inner', 'Outputs.Group'] } } },
      },
    });
    const inner = stackOf('outer/Inner', {
      Parameters: { Vpc: { Type: 'String' } },
      Resources: { Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: { Ref: 'Vpc' } } } },
      Outputs: { Group: { Value: { Ref: 'Group' } } },
    });
    const [above, below] = evaluate([outer, inner]);
    expect(below?.resources[0]?.properties).toEqual({ VpcId: '⟨outer/Vpc⟩' });
    expect(above?.resources[2]?.properties).toEqual({ TopicName: '⟨outer/Inner/Group⟩' });
  });

  test('leave out what a condition switches off, and say which conditions they could not decide', () => {
    const template = stackOf('s', {
      Parameters: { Vpc: { Type: 'String' } },
      Conditions: { Off: { 'Fn::Equals': ['a', 'b'] }, Open: { 'Fn::Equals': [{ Ref: 'Vpc' }, 'x'] } },
      Resources: {
        A: { Type: 'AWS::SNS::Topic', Condition: 'Off' },
        B: { Type: 'AWS::SNS::Topic', Condition: 'Open' },
      },
    });
    const [stack] = evaluate([template]);
    expect(stack?.resources.map(({ logicalId }) => logicalId)).toEqual(['B']);
    expect(stack?.undecided).toEqual(['Open']);
  });
});
