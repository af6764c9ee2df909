import { addition, type Hole } from './hole.ts';

const vpc = 'AWS::EC2::VPC';

/** Templates of which a part cannot be understood. */
export const templateHoles: readonly Hole[] = [
  addition('a type that does not exist', 'unknown-type', vpc, 'AWS::SageMaker::Tunnel', {}, 'Type'),
  addition('a type that a macro replaces', 'unknown-type', vpc, 'AWS::Serverless::Function', {}, 'Type'),
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
      draft.add(spot, 'Other', 'AWS::SNS::Subscription', { TopicArn: { 'Fn::Sub': `\${One.Arn}` } });
      draft.add(spot, 'One', 'AWS::SNS::Subscription', { TopicArn: { Ref: 'Other' } });
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
