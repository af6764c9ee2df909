import { addition, type Hole } from './hole.ts';

const vpc = 'AWS::EC2::VPC';

/** Templates of which a part cannot be understood. */
export const templateHoles: readonly Hole[] = [
  addition('a type that does not exist', 'unknown-type', vpc, 'AWS::SageMaker::Tunnel', {}, 'Type'),
  addition('a type that a macro replaces', 'unknown-type', vpc, 'AWS::Serverless::Function', {}, 'Type'),
  addition('a type that nobody has looked at', 'type-unmodelled', vpc, 'AWS::Synthetics::Canary', {}, 'Type'),
  addition('a type that is outside by its nature', 'type-outside', vpc, 'AWS::CloudFront::Distribution', {}, 'Type'),
  addition(
    'a value that breaks a promise',
    'unsafe-value',
    vpc,
    'AWS::SNS::Subscription',
    {
      Protocol: 'https',
      Endpoint: 'me@example.com',
      TopicArn: { 'Fn::Sub': `arn:aws:sns:eu-west-1:\${AWS::AccountId}:t` },
    },
    'Properties.Protocol',
  ),
  addition(
    'a value that is known elsewhere alone',
    'unknown-value',
    vpc,
    'AWS::SSM::Parameter',
    { Name: '{{resolve:ssm:name}}', Type: 'String', Value: 'x' },
    'Properties.Name',
  ),
  addition(
    'a password in the template',
    'plain-secret',
    vpc,
    'AWS::CloudWatch::Dashboard',
    { DashboardBody: 'x', Password: 'hunter2' },
    'Properties.Password',
  ),
  addition(
    'lines of a group that cannot be read',
    'unreadable-line',
    vpc,
    'AWS::EC2::SecurityGroup',
    { SecurityGroupEgress: ['all'] },
    'Properties.SecurityGroupEgress',
  ),
  addition(
    'a resource that a program makes',
    'custom-resource',
    vpc,
    'Custom::Anything',
    { ServiceToken: 'x' },
    'Type',
  ),
  addition(
    'a nested stack without its template',
    'unseen-stack',
    vpc,
    'AWS::CloudFormation::Stack',
    { TemplateURL: 'https://example.com/t' },
    'Properties.TemplateURL',
  ),
  {
    name: 'two resources that wait for each other',
    rule: 'cycle',
    dig: (draft) => {
      const spot = draft.find(vpc);
      draft.add(spot, 'Other', 'AWS::CloudWatch::Dashboard', { DashboardBody: { 'Fn::Sub': `\${One.Arn}` } });
      draft.add(spot, 'One', 'AWS::CloudWatch::Dashboard', { DashboardBody: { Ref: 'Other' } });
      return { stack: spot.stack, id: 'Other', path: 'DependsOn' };
    },
  },
  {
    name: 'a place in a network that is not there',
    rule: 'unknown-network',
    dig: (draft) => {
      const spot = draft.find('AWS::RedshiftServerless::Workgroup');
      draft.set(spot, 'Properties.SubnetIds', ['subnet-0a1b2c3d']);
      return { ...spot, path: 'Properties.SubnetIds' };
    },
  },
];
