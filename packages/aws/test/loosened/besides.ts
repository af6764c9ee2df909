import type { EvaluatedResource, Value, ValueMap } from '@atelier/cloudformation';
import { anywhere, foreign } from './change.ts';

type Added = readonly [kind: string, how: string, type: string, properties: ValueMap];

const anybody: Value = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

/** What somebody could put beside a resource. */
export function besides({ type, stack, logicalId }: EvaluatedResource): readonly Added[] {
  const ref = `⟨${stack}/${logicalId}⟩`;
  const of: Readonly<Record<string, readonly Added[]>> = {
    'AWS::EC2::RouteTable': [
      [
        'route out',
        'a route to the internet',
        'AWS::EC2::Route',
        { RouteTableId: ref, DestinationCidrBlock: anywhere, GatewayId: 'igw-1' },
      ],
      [
        'route out',
        'a route to NAT',
        'AWS::EC2::Route',
        { RouteTableId: ref, DestinationCidrBlock: anywhere, NatGatewayId: 'nat-1' },
      ],
      [
        'route out',
        'a route to a peer',
        'AWS::EC2::Route',
        { RouteTableId: ref, DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1' },
      ],
    ],
    'AWS::EC2::VPC': [
      [
        'route out',
        'an internet gateway',
        'AWS::EC2::VPCGatewayAttachment',
        { VpcId: ref, InternetGatewayId: 'igw-1' },
      ],
      [
        'route out',
        'a peer',
        'AWS::EC2::VPCPeeringConnection',
        { VpcId: ref, PeerVpcId: 'vpc-1', PeerOwnerId: foreign },
      ],
      [
        'network ACL that allows all',
        'an ACL',
        'AWS::EC2::NetworkAclEntry',
        { NetworkAclId: 'acl-1', Protocol: -1, RuleAction: 'allow', CidrBlock: anywhere, RuleNumber: 1 },
      ],
    ],
    'AWS::KMS::Key': [
      [
        'right in a list of rights',
        'a log policy for everybody',
        'AWS::Logs::ResourcePolicy',
        { PolicyName: 'x', PolicyDocument: JSON.stringify(anybody) },
      ],
      [
        'right in a list of rights',
        'a bus for everybody',
        'AWS::Events::EventBusPolicy',
        { StatementId: 'x', Action: 'events:PutEvents', Principal: '*' },
      ],
      [
        'right in a list of rights',
        'a bus for another account',
        'AWS::Events::EventBusPolicy',
        { StatementId: 'x', Action: 'events:PutEvents', Principal: foreign },
      ],
      [
        'right in a list of rights',
        'a registry for everybody',
        'AWS::ECR::Repository',
        { RepositoryPolicyText: anybody, EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: ref } },
      ],
      ['right in a list of rights', 'a public registry', 'AWS::ECR::PublicRepository', {}],
      [
        'right in a list of rights',
        'a function for everybody',
        'AWS::Lambda::Permission',
        { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: '*' },
      ],
      [
        'right in a list of rights',
        'a function for another account',
        'AWS::Lambda::Permission',
        { Action: 'lambda:InvokeFunction', FunctionName: 'x', Principal: foreign },
      ],
      [
        'right in a list of rights',
        'a rule for another account',
        'AWS::Events::Rule',
        { EventPattern: {}, Targets: [{ Id: 'x', Arn: `arn:aws:events:eu-central-1:${foreign}:event-bus/x` }] },
      ],
    ],
    'AWS::SNS::Topic': [
      [
        'right in a list of rights',
        'a topic policy for everybody',
        'AWS::SNS::TopicPolicy',
        { Topics: [ref], PolicyDocument: anybody },
      ],
      [
        'notices told to others',
        'a subscription over the internet',
        'AWS::SNS::Subscription',
        { TopicArn: ref, Protocol: 'https', Endpoint: 'https://example.com' },
      ],
    ],
    'AWS::S3::Bucket': [
      [
        'right in a list of rights',
        'an access point of another account',
        'AWS::S3::AccessPoint',
        { Bucket: ref, BucketAccountId: foreign },
      ],
    ],
    'AWS::IAM::Role': [
      [
        'policy attached',
        'a policy that allows all',
        'AWS::IAM::Policy',
        {
          PolicyName: 'x',
          Roles: [ref],
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        },
      ],
      [
        'policy attached',
        'a policy that takes on any role',
        'AWS::IAM::Policy',
        {
          PolicyName: 'x',
          Roles: [ref],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::111122223333:role/Admin' },
            ],
          },
        },
      ],
    ],
  };
  return of[type] ?? [];
}
