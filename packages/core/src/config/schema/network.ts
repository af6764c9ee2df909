import * as z from 'zod';
import { choice, flag, list, section, text, whole } from './fields.ts';

const zoneId = text(/^[a-z]{2,5}[0-9]-az[1-9]$/, 'the id of an availability zone', 'euc1-az1');

const ipv4Range = text(
  /^[0-9]{1,3}(\.[0-9]{1,3}){3}\/[0-9]{1,2}$/,
  'an IPv4 range such as 10.10.0.0/16',
  '10.10.0.0/16',
);

const existing = section({
  vpc: text(/^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC', 'vpc-0a1b2c3d').describe('The VPC to use.'),
  subnets: list(
    text(/^subnet-[0-9a-f]{8,17}$/, 'the id of a subnet', 'subnet-0a1b2c3d'),
    'a list of 1 to 16 subnet ids',
    { min: 1, max: 16 },
  ).describe('Private subnets of that VPC, each in another zone.'),
  cidr: ipv4Range.describe('Address range of the VPC.').optional(),
  routeTables: list(
    text(/^rtb-[0-9a-f]{8,17}$/, 'the id of a route table', 'rtb-0a1b2c3d'),
    'a list of 1 to 16 ids of route tables',
    { min: 1, max: 16 },
  )
    .describe('Route tables of the subnets, which get a way to S3.')
    .optional(),
  endpoints: list(
    text(/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/, 'the last part of the name of an endpoint service', 'sts'),
    'a list of services, such as [s3, sts, logs]',
  )
    .describe('Services that have an endpoint in the VPC already; these are not made again.')
    .optional(),
  description: text(/\.json$/, 'the path of a JSON file', './vpc.json')
    .describe('What AWS says of the VPC: the saved answers of its describe commands (docs/existing-network.md).')
    .optional(),
});

const access = z
  .union([choice(['endpoint', 'anywhere']), list(ipv4Range, 'a list of 1 to 20 IPv4 ranges', { min: 1, max: 20 })], {
    error: '`endpoint`, `anywhere`, or a list of IPv4 ranges',
  })
  .meta({ examples: [['203.0.113.0/24']] });

export const network = section({
  mode: choice(['isolated', 'egress'])
    .describe('isolated: no route to the internet. egress: a route out through a NAT gateway, none in.')
    .default('isolated'),
  zones: z
    .union([whole(1, 6), list(zoneId, 'a list of 1 to 6 zone ids', { min: 1, max: 6 })], {
      error: 'a whole number from 1 to 6, or a list of zone ids',
    })
    .meta({ examples: [2] })
    .describe('How many availability zones to use, or which ones by id.')
    .default(2),
  cidr: ipv4Range.describe('Private address range of the network, from /16 to /28.').default('10.10.0.0/16'),
  s3PrefixList: text(/^pl-[0-9a-f]{8,17}$/, 'the id of a prefix list', 'pl-0a1b2c3d')
    .describe('The list of addresses of S3 in the region. Default: known for most regions.')
    .optional(),
  flowLogs: flag().describe('Keep a log of all traffic in the network.').default(true),
  access: access
    .describe(
      'From where people may open Studio with `signIn.method: iam`: through endpoints of the network, from ranges of addresses (private ones through the endpoints), or from anywhere.',
    )
    .default('endpoint'),
  existing: existing.describe('Use a network that is there already, in place of `zones` and `cidr`.').optional(),
});
