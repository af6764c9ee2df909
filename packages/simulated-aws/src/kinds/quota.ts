import { AwsFault } from '../service/service.ts';
import { present } from '../world/leaving.ts';
import type { World } from '../world/world.ts';

/** How a service says that the account may have no more of something. */
interface Words {
  readonly code: string;
  message(what: string, most: number): string;
}

const wordsByService: Readonly<Record<string, Words>> = {
  EC2: { code: 'LimitExceeded', message: (what) => `The maximum number of ${what}s has been reached.` },
  EFS: { code: 'LimitExceeded', message: (what, most) => `You have reached the maximum of ${most} ${what}s.` },
  IAM: { code: 'LimitExceeded', message: (what, most) => `Cannot exceed quota for ${what}sPerAccount: ${most}` },
  SageMaker: {
    code: 'ResourceLimitExceeded',
    message: (what, most) =>
      `The account-level service limit 'Total ${what}s' is ${most} ${what}s, with current utilization of ${most} ${what}s and a request delta of 1 ${what}s. Please use AWS Service Quotas to request an increase for this quota.`,
  },
};
/** The words are assumed, the code is what most services have. */
const otherWords: Words = {
  code: 'LimitExceededException',
  message: (what, most) => `The limit of ${most} ${what}s has been reached.`,
};

/** Codes of services that have one for each type. */
const codeByType: Readonly<Record<string, string>> = {
  'AWS::EC2::EIP': 'AddressLimitExceeded',
  'AWS::EC2::InternetGateway': 'InternetGatewayLimitExceeded',
  'AWS::EC2::NatGateway': 'NatGatewayLimitExceeded',
  'AWS::EC2::RouteTable': 'RouteTableLimitExceeded',
  'AWS::EC2::SecurityGroup': 'SecurityGroupLimitExceeded',
  'AWS::EC2::Subnet': 'SubnetLimitExceeded',
  'AWS::EC2::VPC': 'VpcLimitExceeded',
  'AWS::EC2::VPCEndpoint': 'VpcEndpointLimitExceeded',
  'AWS::EFS::AccessPoint': 'AccessPointLimitExceeded',
  'AWS::EFS::FileSystem': 'FileSystemLimitExceeded',
  'AWS::S3::Bucket': 'TooManyBuckets',
  'AWS::SSM::Parameter': 'ParameterLimitExceeded',
};

/** @throws AwsFault where there are as many of a type as the account may have; one that is being deleted counts */
export function checkQuota(world: World, type: string): void {
  const most = world.quotas[type];
  if (most === undefined || present(world, type).length < most) return;
  const [, service = '', what = type] = type.split('::');
  const words = wordsByService[service] ?? otherWords;
  throw new AwsFault(codeByType[type] ?? words.code, words.message(what, most));
}

/** Whether a refusal is about a quota: CloudFormation has one word for them all. */
export function isQuotaFault({ code }: AwsFault): boolean {
  return /LimitExceeded|^TooMany/.test(code);
}
