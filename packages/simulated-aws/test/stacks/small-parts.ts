/** Statement, principal and document of a role that a service may assume. */
export const roleFor = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
    },
  },
});

export const ref = (name: string) => ({ Ref: name });
export const arnOf = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });

/** A network with two subnets in two zones, a security group and a role for SageMaker. */
export const network = {
  Vpc: {
    Type: 'AWS::EC2::VPC',
    Properties: { CidrBlock: '10.0.0.0/16', EnableDnsSupport: true, EnableDnsHostnames: true },
  },
  One: subnet('10.0.0.0/24', 'eu-central-1a'),
  Two: subnet('10.0.1.0/24', 'eu-central-1b'),
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'x', VpcId: ref('Vpc') } },
  Role: roleFor('sagemaker'),
};

export function subnet(CidrBlock: string, AvailabilityZone: string) {
  return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock, AvailabilityZone } };
}

/** A domain in that network, without home folders, which would outlive it. */
export function domain(more: object = {}) {
  const place = { VpcId: ref('Vpc'), SubnetIds: [ref('One')], AppNetworkAccessType: 'VpcOnly' };
  const kind = { AuthMode: 'IAM', HomeEfsFileSystemCreation: 'Disabled' };
  const DefaultUserSettings = { ExecutionRole: arnOf('Role'), SecurityGroups: [ref('Group')] };
  return {
    Type: 'AWS::SageMaker::Domain',
    Properties: { DomainName: 'acme', ...kind, ...place, DefaultUserSettings, ...more },
  };
}

export function key(statements: readonly object[] = [], more: object = {}) {
  const everybody = {
    Effect: 'Allow',
    Principal: { AWS: { 'Fn::Sub': ['arn:aws:iam::$', '{AWS::AccountId}:root'].join('') } },
    Action: 'kms:*',
    Resource: '*',
  };
  const KeyPolicy = { Version: '2012-10-17', Statement: [everybody, ...statements] };
  return { Type: 'AWS::KMS::Key', Properties: { KeyPolicy, ...more } };
}
