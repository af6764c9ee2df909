import { expect, test } from 'vitest';
import { askedPolicy, decide, requestContext } from '../../src/decide/index.ts';

const caller = { kind: 'user', arn: 'arn:aws:iam::1:user/ann', role: null, account: '1' } as const;
const team = 'aws:PrincipalTag/team';
const missing = `\${aws:Missing}`;

interface Corner {
  readonly Effect?: 'Allow' | 'Deny';
  readonly condition?: object;
  readonly Resource?: string;
  readonly NotResource?: string;
  readonly Version?: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  readonly resource?: string;
}

/** Corners in which AWS's documents say what holds, and where simulations go ways of their own. */
const corners: readonly (readonly [string, boolean, Corner])[] = [
  [
    'a variable in a policy of the older language is plain text',
    false,
    { Version: '2008-10-17', condition: { StringEquals: { [team]: `\${${team}}` } }, context: { [team]: 'a' } },
  ],
  [
    'a star that a variable stands for is a star and not a pattern',
    false,
    { condition: { StringLike: { 'aws:SourceVpce': `\${${team}}` } }, context: { [team]: '*', 'aws:SourceVpce': 'v' } },
  ],
  [
    'a written star matches itself',
    true,
    { condition: { StringLike: { [team]: `b\${*}b` } }, context: { [team]: 'b*b' } },
  ],
  [
    'a written star matches nothing else',
    false,
    { condition: { StringLike: { [team]: `b\${*}b` } }, context: { [team]: 'bxb' } },
  ],
  [
    'an address of IPv6 is in no range of IPv4',
    true,
    { condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, context: { 'aws:SourceIp': '2001:db8::1' } },
  ],
  [
    'keys are compared without their case, values are not',
    false,
    { condition: { StringEquals: { 'AWS:PrincipalTag/TEAM': 'A' } }, context: { [team]: 'a' } },
  ],
  [
    'a star of an ARN does not go on past a colon',
    false,
    { Resource: 'arn:aws:s3:*:1:b', context: {}, resource: 'arn:aws:s3:x:y:1:b' },
  ],
  [
    'what is compared with a variable without a value by an inverted operator is another value',
    true,
    { condition: { StringNotEquals: { 'aws:SourceVpce': missing } }, context: { 'aws:SourceVpce': 'v' } },
  ],
  [
    'what is not like a variable without a value is another value, whatever else is excluded',
    false,
    { condition: { StringNotLike: { 'aws:SourceVpce': [missing, 'v*'] } }, context: { 'aws:SourceVpce': 'v' } },
  ],
  [
    'a variable without a value is equal to nothing',
    false,
    { condition: { StringLike: { 'aws:SourceVpce': missing } }, context: { 'aws:SourceVpce': missing } },
  ],
  ['an allowance for all but a variable without a value is for nothing', false, { NotResource: missing, context: {} }],
  [
    'a refusal of all but a variable without a value is of everything',
    false,
    { Effect: 'Deny', NotResource: missing, context: {} },
  ],
  ['a list is not one value', false, { condition: { StringEquals: { [team]: 'a' } }, context: { [team]: ['a', 'b'] } }],
];

test.each(corners)('%s', (_, isAllowed, corner) => {
  const { Effect = 'Allow', condition, Version = '2012-10-17', context, resource = 'arn:aws:s3:::b' } = corner;
  const { NotResource, Resource = '*' } = corner;
  const about = NotResource === undefined ? { Resource } : { NotResource };
  const one = { Effect, Action: 's3:GetObject', ...about, ...(condition && { Condition: condition }) };
  const anything = { Effect: 'Allow', Action: '*', Resource: '*' };
  const Statement = Effect === 'Deny' ? [anything, one] : [one];
  const identity = [askedPolicy('p', { Version, Statement } as never)];
  const request = { caller, action: 's3:GetObject', resource, account: '1', context: requestContext(context) };
  expect(decide(request, { identity }).verdict === 'allowed').toBe(isAllowed);
});

test('a refusal is told with its policy and statement', () => {
  const Statement = [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }];
  const request = { caller, action: 's3:GetObject', resource: 'arn:aws:s3:::b', account: '1', context: {} };
  const resource = askedPolicy('bucket b', { Version: '2012-10-17', Statement });
  expect(decide(request, { identity: [], resource })).toMatchObject({
    verdict: 'denied',
    by: 'resource',
    policy: 'bucket b',
    statement: { path: 'bucket b.Statement[0]' },
  });
});
