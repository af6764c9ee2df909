import type { Hole } from './hole.ts';
import { endpointPolicy, everyone, isPerimeter, type Statement, weakened } from './store-holes.ts';

/** Changes what refuses other networks. */
export function perimeter(name: string, change: (one: Statement) => object): Hole {
  return weakened(name, 'bucket-outside', (all) => all.map((one) => (isPerimeter(one) ? change(one) : one)));
}

/** Splits what refuses other networks, and spares a role of listing alone. */
export function listsSpared(name: string, role: unknown): Hole {
  return weakened(name, 'bucket-outside', (all) =>
    all.flatMap((one) => {
      if (!isPerimeter(one)) return [one];
      const sparing = { ...one.Condition, ArnNotLike: { 'aws:PrincipalArn': role } };
      const lists = { ...one, Action: ['s3:DeleteObject*', 's3:ListBucket*'], Condition: sparing };
      return [{ ...one, Action: ['s3:GetObject*', 's3:PutObject*'] }, lists];
    }),
  );
}

/** Changes what refuses requests in the clear. */
function inTheClear(name: string, change: object): Hole {
  const isOfTls = (one: Statement) => JSON.stringify(one.Condition ?? {}).includes('aws:SecureTransport');
  return weakened(name, 'bucket-tls', (all) => all.map((one) => (isOfTls(one) ? { ...one, ...change } : one)));
}

const spared = (values: unknown) => ({ BoolIfExists: { 'aws:PrincipalIsAWSService': values } });

/** The endpoints that a statement names. */
export function endpointsOf({ Condition }: Statement): readonly unknown[] {
  return [Condition?.StringNotEquals?.['aws:SourceVpce']].flat();
}

export function notFrom(endpoints: unknown, operator = 'StringNotEquals') {
  return { Condition: { [operator]: { 'aws:SourceVpce': endpoints } } };
}

const readsAndWrites = [
  's3:GetObject',
  's3:GetObjectA*',
  's3:GetObjectT*',
  's3:GetObjectVersionT*',
  's3:PutObject*',
  's3:ListBucket*',
];

const ofBuckets: readonly Hole[] = [
  perimeter('a bucket for a stranger’s endpoint', (one) => ({ ...one, ...notFrom('vpce-0bad') })),
  perimeter('a bucket for our endpoints and a stranger’s', (one) => ({
    ...one,
    ...notFrom([...endpointsOf(one), 'vpce-0bad']),
  })),
  perimeter('a bucket for any endpoint that is called like one', (one) => ({
    ...one,
    ...notFrom('vpce-*', 'StringNotLike'),
  })),
  perimeter('a bucket that refuses only requests with an endpoint', (one) => ({
    ...one,
    ...notFrom(endpointsOf(one), 'ForAnyValue:StringNotEquals'),
  })),
  perimeter('a bucket that refuses our endpoints', (one) => ({ ...one, ...notFrom(endpointsOf(one), 'StringEquals') })),
  perimeter('a bucket that refuses what has no endpoint', (one) => ({ ...one, ...notFrom('true', 'Null') })),
  perimeter('a bucket for addresses', (one) => ({
    ...one,
    Condition: { NotIpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } },
  })),
  perimeter('a bucket that spares every role', (one) => ({
    ...one,
    Condition: { ...one.Condition, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  })),
  ...[
    'arn:aws:iam::111122223333:role/one',
    'arn:aws:iam::111122223333:role/acme-*',
    'arn:aws:iam::111122223333:role/acme-operato?',
    'arn:aws:iam::111122223333:user/ann',
    'arn:aws:iam::111122223333:root',
    'arn:aws:iam::999988887777:role/one',
    '*',
  ].map((role) =>
    perimeter(`a bucket that spares ${role} of reading and writing`, (one) => ({
      ...one,
      Condition: { ...one.Condition, ArnNotLike: { 'aws:PrincipalArn': role } },
    })),
  ),
  ...['arn:aws:iam::999988887777:role/one', 'arn:aws:iam::111122223333:role/*', 'arn:aws:iam::*:role/one'].map((role) =>
    listsSpared(`a bucket that spares ${role} of listing`, role),
  ),
  perimeter('a bucket that spares whoever is no service of AWS', (one) => ({
    ...one,
    Condition: { ...one.Condition, ...spared('true') },
  })),
  ...['Service', 'Federated', 'CanonicalUser'].map((kind) =>
    perimeter(`a bucket that refuses every ${kind}, and nobody else`, (one) => ({
      ...one,
      Principal: { [kind]: '*' },
    })),
  ),
  perimeter('a bucket that refuses one account', (one) => ({ ...one, Principal: { AWS: '111122223333' } })),
  perimeter('a bucket that refuses all but one account', (one) => ({
    ...one,
    Principal: undefined,
    NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' },
  })),
  perimeter('a bucket whose refusal is of everything else', (one) => ({
    ...one,
    Resource: undefined,
    NotResource: one.Resource,
  })),
  perimeter('a bucket whose refusal is of a bucket called like it', (one) => ({
    ...one,
    Resource: ['-other', '-other/*'].map((rest) => ({ 'Fn::Join': ['', [[one.Resource].flat()[0], rest]] })),
  })),
  perimeter('a bucket that refuses every action but those on objects', (one) => ({
    ...one,
    Action: undefined,
    NotAction: ['s3:GetObject*', 's3:PutObject*'],
  })),
  perimeter('a bucket that answers for versions', (one) => ({ ...one, Action: readsAndWrites })),
  perimeter('a bucket that lists versions', (one) => ({
    ...one,
    Action: ['s3:GetObject*', 's3:PutObject*', 's3:ListBucket'],
  })),
  inTheClear('a bucket that answers for deletions in the clear', {
    Action: ['s3:GetObject*', 's3:PutObject*', 's3:ListBucket*'],
  }),
  inTheClear('a bucket that refuses what is not in the clear', {
    Condition: { Bool: { 'aws:SecureTransport': 'true' } },
  }),
  inTheClear('a bucket that refuses one role in the clear', { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } }),
];

export const held = (operator: string, key: string, values: unknown) => ({
  ...everyone,
  Condition: { [operator]: { [key]: values } },
});

const ofEndpoints: readonly Hole[] = [
  endpointPolicy(
    'an S3 endpoint that leads to a stranger',
    held('StringEquals', 'aws:ResourceAccount', '999988887777'),
  ),
  endpointPolicy(
    'an S3 endpoint that leads to us and a stranger',
    held('StringEquals', 'aws:ResourceAccount', [{ Ref: 'AWS::AccountId' }, '999988887777']),
  ),
  endpointPolicy(
    'an S3 endpoint that leads to all but us',
    held('StringNotEquals', 'aws:ResourceAccount', { Ref: 'AWS::AccountId' }),
  ),
  endpointPolicy(
    'an S3 endpoint with a condition for all of none',
    held('ForAllValues:StringEquals', 'aws:ResourceAccount', { Ref: 'AWS::AccountId' }),
  ),
  endpointPolicy(
    'an S3 endpoint that leads to whoever calls',
    held('StringEquals', 'aws:ResourceAccount', `\${aws:PrincipalAccount}`),
  ),
  endpointPolicy('an S3 endpoint that leads to any organization', held('StringLike', 'aws:ResourceOrgID', '*')),
  endpointPolicy(
    'an S3 endpoint that leads to accounts that begin alike',
    held('StringLike', 'aws:ResourceAccount', '12*'),
  ),
  endpointPolicy('an S3 endpoint that reads from buckets with one beginning', {
    ...everyone,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::prod-*/*',
  }),
  {
    ...endpointPolicy('an S3 endpoint that writes to a bucket of nobody here', {
      ...everyone,
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::somebody/*',
    }),
    rule: 'untold-owner',
  },
];

/** Holes in what keeps data in the network, and others out of it. */
export const perimeterHoles: readonly Hole[] = [...ofBuckets, ...ofEndpoints];
