import type { Hole } from './hole.ts';
import { endpointsOf, held, listsSpared, notFrom, perimeter } from './perimeter-holes.ts';
import { endpointPolicy, everyone } from './store-holes.ts';

const own = { Ref: 'AWS::AccountId' };

/** Changes to the fixture that come close to a hole and are none. */
export const perimeterTwins: readonly Hole[] = [
  perimeter('a bucket for our network', (one) => ({
    ...one,
    Condition: { StringNotEquals: { 'aws:SourceVpc': { Ref: 'Vpc' } } },
  })),
  perimeter('a bucket for our endpoints, where one is named', (one) => ({
    ...one,
    ...notFrom(endpointsOf(one), 'StringNotEqualsIfExists'),
  })),
  perimeter('a bucket for our endpoints, or none at all', (one) => ({
    ...one,
    ...notFrom(endpointsOf(one), 'ForAllValues:StringNotEquals'),
  })),
  perimeter('a bucket for our endpoints, in other letters', (one) => ({
    ...one,
    Condition: { stringnotequals: { 'AWS:sourcevpce': endpointsOf(one) } },
  })),
  listsSpared('a bucket that spares a role of the account of listing', {
    'Fn::Sub': `arn:aws:iam::\${AWS::AccountId}:role/ml/one`,
  }),
  perimeter('a bucket whose refusal is of all buckets', (one) => ({ ...one, Resource: '*' })),
  perimeter('a bucket whose refusal is of all that begin like it', (one) => ({
    ...one,
    Resource: { 'Fn::Join': ['', [[one.Resource].flat()[0], '*']] },
  })),
  perimeter('a bucket that refuses every action', (one) => ({ ...one, Action: '*' })),
  perimeter('a bucket that refuses every action but one on its tags', (one) => ({
    ...one,
    Action: undefined,
    NotAction: 's3:GetBucketTagging',
  })),
  endpointPolicy('an S3 endpoint that leads to us, which has to be said', {
    ...everyone,
    Condition: { StringEqualsIfExists: { 'aws:ResourceAccount': own }, Null: { 'aws:ResourceAccount': 'false' } },
  }),
  endpointPolicy('an S3 endpoint that leads to us, in other letters', held('STRINGLIKE', 'AWS:resourceaccount', own)),
  endpointPolicy('an S3 endpoint for services of AWS', held('Bool', 'aws:PrincipalIsAWSService', 'true')),
  endpointPolicy('an S3 endpoint that writes to our bucket', {
    ...everyone,
    Action: 's3:PutObject',
    Resource: { 'Fn::Sub': `\${Data.Arn}/*` },
  }),
  endpointPolicy('an S3 endpoint that reads from a bucket named in full', {
    ...everyone,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::somebody/*',
  }),
  endpointPolicy('an S3 endpoint at which custom resources answer', {
    ...everyone,
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::cloudformation-custom-resource-response-eucentral1/*',
  }),
  endpointPolicy('an S3 endpoint that refuses', { ...everyone, Effect: 'Deny' }),
];
