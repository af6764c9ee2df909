import { expect, test } from 'vitest';
import { askedPolicy, decide, requestContext } from '../../src/decide/index.ts';

const caller = { kind: 'user', arn: 'arn:aws:iam::1:user/ann', role: null, account: '1' } as const;
const team = 'aws:PrincipalTag/team';

interface Corner {
  readonly condition?: object;
  readonly Resource?: string;
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
  ['a list is not one value', false, { condition: { StringEquals: { [team]: 'a' } }, context: { [team]: ['a', 'b'] } }],
];

test.each(corners)(
  '%s',
  (_, isAllowed, { condition, Resource = '*', Version = '2012-10-17', context, resource = 'arn:aws:s3:::b' }) => {
    const Statement = [
      { Effect: 'Allow', Action: 's3:GetObject', Resource, ...(condition && { Condition: condition }) },
    ];
    const identity = [askedPolicy('p', { Version, Statement } as never)];
    const request = { caller, action: 's3:GetObject', resource, account: '1', context: requestContext(context) };
    expect(decide(request, { identity }).verdict).toBe(isAllowed ? 'allowed' : 'not-allowed');
  },
);

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
