import { expect, test } from 'vitest';
import { allow, deny, judged, role } from './judged.ts';

const open = 'sagemaker:CreatePresignedDomainUrl';
const vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
const own = { Ref: 'Vpc' };

/** Whether a role that opens Studio is found to do so from any network, with refusals under these conditions. */
async function isFound(...conditions: readonly object[]): Promise<boolean> {
  const refusals = conditions.map((Condition) => deny(open, { Resource: '*', Condition }));
  return (await judged({ Vpc: vpc, Role: role(allow(open), ...refusals) })).includes('studio-link');
}

const office = { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] };
const notInside = { StringNotEquals: { 'aws:SourceVpc': own } };

test.each([
  ['the network', [notInside]],
  ['listed addresses', [{ NotIpAddress: office }]],
  [
    'twenty ranges as wide as they may be',
    [{ NotIpAddress: { 'aws:SourceIp': Array.from({ length: 20 }, (_, at) => `${20 + at}.0.0.0/8`) } }],
  ],
  ['one address', [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.7' } }]],
  ['the network and listed addresses', [{ ...notInside, NotIpAddress: office }]],
  ['private addresses in the network', [notInside, { NotIpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' } }]],
  ['listed addresses, and services', [{ NotIpAddress: office, BoolIfExists: { 'aws:ViaAWSService': 'false' } }]],
])('Studio opened from %s alone holds', async (_, conditions) => {
  expect(await isFound(...conditions)).toBe(false);
});

test.each([
  ['anywhere', []],
  ['all addresses', [{ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }]],
  ['half of all addresses', [{ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '128.0.0.0/1'] } }]],
  ['all long addresses', [{ NotIpAddress: { 'aws:SourceIp': '::/0' } }]],
  ['addresses that hang on something else', [{ NotIpAddress: { 'aws:SourceIp': { 'Fn::ImportValue': 'office' } } }]],
  [
    'all addresses, eighth by eighth',
    [{ NotIpAddress: { 'aws:SourceIp': Array.from({ length: 256 }, (_, first) => `${first}.0.0.0/8`) } }],
  ],
  ['elsewhere than listed addresses', [{ IpAddress: office }]],
  ['addresses of whatever network', [{ NotIpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' } }]],
  [
    'listed addresses, or private ones of whatever network',
    [{ NotIpAddress: { ...office, 'aws:VpcSourceIp': '10.1.0.0/16' } }],
  ],
  [
    'listed addresses, or by whoever has a tag',
    [{ NotIpAddress: office, StringNotEquals: { 'aws:PrincipalTag/x': 'y' } }],
  ],
  ['listed addresses, one by one', [{ 'ForAnyValue:NotIpAddress': office }]],
])('Studio opened from %s is found', async (_, conditions) => {
  expect(await isFound(...conditions)).toBe(true);
});

test.each([
  ['a role without a name', undefined, 'arn:aws:iam::111122223333:role/somebody', true],
  ['itself', 'lead', 'arn:aws:iam::111122223333:role/lead', true],
  ['itself, with a path', 'lead', 'arn:aws:iam::111122223333:role/ml/lead', true],
  ['roles that are called like it', 'lead', 'arn:aws:iam::111122223333:role/le*', true],
  ['itself, by its reference', 'lead', { 'Fn::GetAtt': ['Role', 'Arn'] }, true],
  ['somebody else', 'lead', 'arn:aws:iam::111122223333:role/boss', false],
  ['somebody whose name ends alike', 'lead', 'arn:aws:iam::111122223333:role/co-lead', false],
])('a refusal that spares %s', async (_, RoleName, spared, found) => {
  const Condition = { ...notInside, ArnNotLike: { 'aws:PrincipalArn': spared } };
  const made = role(allow(open), deny(open, { Resource: '*', Condition }));
  const named = { ...made, Properties: { ...made.Properties, RoleName } };
  expect((await judged({ Vpc: vpc, Role: named })).includes('studio-link')).toBe(found);
});
