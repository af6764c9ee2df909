import { expect, test } from 'vitest';
import { replacementFor } from '../../src/stacks/replacement.ts';

const before = { CidrBlock: '10.0.0.0/16', InstanceTenancy: 'default', EnableDnsSupport: true };

test.each([
  ['no', { EnableDnsSupport: false }],
  ['maybe', { InstanceTenancy: 'dedicated' }],
  ['yes', { CidrBlock: '10.1.0.0/16' }],
  ['yes', { InstanceTenancy: 'dedicated', CidrBlock: '10.1.0.0/16' }],
])('is %s of a network that changes to %j', (certainty, after) => {
  expect(replacementFor('AWS::EC2::VPC', before, { ...before, ...after })).toBe(certainty);
});
