import type { Value, ValueMap } from '@atelier/cloudformation';
import { type Change, foreign, foreignBucket, foreignKey, off, type Path } from './change.ts';

/** What opens a bucket, one at a time. */
export function bucketChanges({
  LoggingConfiguration,
  BucketEncryption,
  CorsConfiguration,
}: ValueMap): readonly Change[] {
  const access = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  const rule = ['BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'ServerSideEncryptionByDefault'];
  const hasKey = JSON.stringify(BucketEncryption ?? '').includes('aws:kms');
  const to = (path: Path, value: Value): Change => [
    'bucket tells another account',
    `${path.join('.')} abroad`,
    path,
    value,
  ];
  return [
    off('bucket made public', 'without a block', 'PublicAccessBlockConfiguration'),
    ...access.map((name) => off('bucket made public', `without ${name}`, 'PublicAccessBlockConfiguration', name)),
    ['bucket made public', 'AccessControl PublicRead', ['AccessControl'], 'PublicRead'],
    ['bucket made public', 'a website', ['WebsiteConfiguration'], { IndexDocument: 'index.html' }],
    ...(hasKey
      ? [
          off('encryption off', 'without encryption', 'BucketEncryption'),
          ['encryption off', 'with a key of S3', rule, { SSEAlgorithm: 'AES256' }] as const,
          ['encryption off', 'with a key of others', [...rule, 'KMSMasterKeyID'], foreignKey] as const,
        ]
      : []),
    off('versions lost', 'without versions', 'VersioningConfiguration'),
    ['versions lost', 'with versions suspended', ['VersioningConfiguration', 'Status'], 'Suspended'],
    [
      'bucket with access lists',
      'objects of others',
      ['OwnershipControls'],
      { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
    ],
    [
      'bucket for any page',
      'CORS *',
      ['CorsConfiguration'],
      { CorsRules: [{ AllowedOrigins: ['*'], AllowedMethods: ['GET', 'PUT'], AllowedHeaders: ['*'] }] },
    ],
    ...(CorsConfiguration === undefined
      ? []
      : [
          [
            'bucket for any page',
            'CORS https://*',
            ['CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins'],
            ['https://*'],
          ] as const,
        ]),
    to(['NotificationConfiguration'], {
      QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: `arn:aws:sqs:eu-central-1:${foreign}:zq7` }],
    }),
    to(['ReplicationConfiguration'], {
      Role: `arn:aws:iam::${foreign}:role/x`,
      Rules: [{ Status: 'Enabled', Destination: { Bucket: foreignBucket, Account: foreign } }],
    }),
    to(
      ['InventoryConfigurations'],
      [{ Id: 'x', Enabled: true, Destination: { BucketArn: foreignBucket, Format: 'CSV' } }],
    ),
    ...(LoggingConfiguration === undefined
      ? []
      : [to(['LoggingConfiguration', 'DestinationBucketName'], `zq7-${foreign}`)]),
    ...(LoggingConfiguration === undefined ? [] : [off('log switched off', 'without a log', 'LoggingConfiguration')]),
  ];
}
