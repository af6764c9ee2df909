import { AwsFault } from '../../service/service.ts';
import type { WrittenName } from './written-names.ts';

type Words = (text: string, name: WrittenName) => AwsFault;

const said =
  (code: string, words: (text: string) => string, status = 400): Words =>
  (text) =>
    new AwsFault(code, words(text), status);

/** By the service that is asked and the type that is nowhere; `*` stands for every service. */
const wordsOf: Readonly<Record<string, Words>> = {
  'EC2 AWS::EC2::RouteTable': said('InvalidRouteTableID.NotFound', (id) => `The routeTable ID '${id}' does not exist`),
  'EC2 AWS::EC2::SecurityGroup': said('InvalidGroup.NotFound', (id) => `The security group '${id}' does not exist`),
  'EC2 AWS::EC2::Subnet': said('InvalidSubnetID.NotFound', (id) => `The subnet ID '${id}' does not exist`),
  'EC2 AWS::EC2::VPC': said('InvalidVpcID.NotFound', (id) => `The vpc ID '${id}' does not exist`),
  'KMS AWS::KMS::Key': said('NotFoundException', (id) => `Key '${id}' does not exist`),
  'Lambda AWS::EC2::Subnet': said(
    'InvalidParameterValueException',
    (id) =>
      `Error occurred while DescribeSubnets. EC2 Error Code: InvalidSubnetID.NotFound. EC2 Error Message: The subnet ID '${id}' does not exist`,
  ),
  'S3 AWS::S3::Bucket': said('InvalidTargetBucketForLogging', () => 'The target bucket for logging does not exist'),
};

/** Codes in which services refuse input; the words beside them are assumed. */
const codeOf: Readonly<Record<string, string>> = {
  EC2: 'InvalidParameterValue',
  Logs: 'InvalidParameterException',
  Lambda: 'InvalidParameterValueException',
  S3: 'InvalidArgument',
  SNS: 'InvalidParameter',
};

/** Refusal of a service that is given a name that stands for nothing. */
export function nowhere(user: string, name: WrittenName): AwsFault {
  const [, service = ''] = user.split('::');
  const [type = ''] = name.types;
  const words = wordsOf[`${service} ${type}`];
  if (words !== undefined) return words(name.text, name);
  const what = type.split('::').at(-1) ?? type;
  const message = `${what} '${name.text}' in ${name.property} does not exist`;
  return new AwsFault(codeOf[service] ?? 'ValidationException', message);
}
