import { beforeAll, describe, expect, test } from 'vitest';
import { AccessLogsBucket } from '../../src/stores/access-logs-bucket.ts';
import { TeamBucket } from '../../src/stores/team-bucket.ts';
import { studioCors } from '../../src/tracking/studio-cors.ts';
import { ask, type Question, scientist, stranger } from '../network/ask.ts';
import { account, type Deployed, deployed, ofType, region } from '../network/deployed.ts';

const kmsKeyArn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const otherKeyArn = `arn:aws:kms:${region}:${account}:key/99999999-2222-3333-4444-555555555555`;
const endpoint = 'vpce-0a1b2c3d4e5f60718';
const trackingRole = `arn:aws:iam::${account}:role/acme-sales-tracking`;
const operator = `arn:aws:iam::${account}:role/ml/acme-operator`;
const person = `arn:aws:iam::${account}:role/acme-person-*`;
const inside = { 'aws:SourceVpce': endpoint, 's3:TlsVersion': '1.3' };

let resources: Record<string, Deployed>;
let policies: { data: unknown; open: unknown; ofVpc: unknown; logs: unknown };

beforeAll(() => {
  resources = deployed((stack) => {
    const shared = { kmsKeyArn, accessLogsBucketName: 'acme-logs' };
    new AccessLogsBucket(stack, 'Logs', { bucketName: 'acme-logs' });
    new TeamBucket(stack, 'Data', {
      ...shared,
      bucketName: 'acme-data',
      endpointIds: [endpoint],
      viaRoles: [trackingRole],
      operators: [operator],
      workRoles: [person],
      noncurrentDays: 90,
      cors: [studioCors('d-1')],
    });
    new TeamBucket(stack, 'Open', { ...shared, bucketName: 'acme-open' });
    new TeamBucket(stack, 'OfVpc', { ...shared, bucketName: 'acme-data', vpcId: 'vpc-0a1b2c3d' });
  });
  const [logs, data, open, ofVpc] = ofType(resources, 'AWS::S3::BucketPolicy').map(
    ({ Properties }) => Properties.PolicyDocument,
  );
  policies = { data, open, ofVpc, logs };
});

function asked(question: Partial<Question>, policy: unknown = policies.data) {
  const resource = 'arn:aws:s3:::acme-data/x';
  return ask({
    action: 's3:GetObject',
    resource,
    resourcePolicy: policy,
    ...question,
    context: { ...inside, ...question.context },
  });
}

describe('a bucket', () => {
  test('is never public, keeps versions, logs requests and has its own key', () => {
    const bucket = ofType(resources, 'AWS::S3::Bucket').find(({ Properties }) => Properties.BucketName === 'acme-data');
    expect(bucket).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        VersioningConfiguration: { Status: 'Enabled' },
        LoggingConfiguration: { DestinationBucketName: 'acme-logs', LogFilePrefix: 'acme-data/' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            {
              BucketKeyEnabled: true,
              ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKeyArn },
            },
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            { NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
            { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
          ],
        },
        CorsConfiguration: { CorsRules: [{ AllowedOrigins: ['https://d-1.sagemaker.aws'] }] },
      },
    });
  });

  test('answers over TLS 1.2 and later, and refuses everything else', async () => {
    expect(await asked({})).toBe('Allowed');
    expect(await asked({ context: { 's3:TlsVersion': '1.2' } })).toBe('Allowed');
    expect(await asked({ context: { 's3:TlsVersion': '1.1' } })).toBe('ExplicitlyDenied');
    expect(await asked({ context: { 'aws:SecureTransport': 'false' } })).toBe('ExplicitlyDenied');
  });
});

describe('a write', () => {
  const algorithm = 's3:x-amz-server-side-encryption';
  const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';

  test.each<[string, Record<string, string>, string]>([
    ['asks for nothing', {}, 'Allowed'],
    ['names the bucket key', { [algorithm]: 'aws:kms', [key]: kmsKeyArn }, 'Allowed'],
    ['asks for KMS alone', { [algorithm]: 'aws:kms' }, 'Allowed'],
    ['names another key', { [algorithm]: 'aws:kms', [key]: otherKeyArn }, 'ExplicitlyDenied'],
    ['asks for a key of S3', { [algorithm]: 'AES256' }, 'ExplicitlyDenied'],
    ['brings its own key', { 's3:x-amz-server-side-encryption-customer-algorithm': 'AES256' }, 'ExplicitlyDenied'],
  ])('that %s: %s is %s', async (_, context, answer) => {
    expect(await asked({ action: 's3:PutObject', context })).toBe(answer);
  });
});

describe('from outside the endpoints', () => {
  const outside = { 'aws:SourceVpce': 'vpce-99999999999999999', 'aws:PrincipalIsAWSService': 'false' };

  test.each(['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectVersion', 's3:GetObjectTagging'])(
    '%s is refused, whatever IAM says',
    async (action) => {
      expect(await asked({ action })).toBe('Allowed');
      expect(await asked({ action, context: outside })).toBe('ExplicitlyDenied');
    },
  );

  test('the list of objects is refused too', async () => {
    const list = { action: 's3:ListBucket', resource: 'arn:aws:s3:::acme-data' };
    expect(await asked(list)).toBe('Allowed');
    expect(await asked({ ...list, context: outside })).toBe('ExplicitlyDenied');
  });

  test('the role named gets at the data, and so do services of AWS that act for those who work there', async () => {
    const through = { ...outside, 'aws:ViaAWSService': 'true' };
    const july = `arn:aws:iam::${account}:role/acme-person-july`;
    expect(await asked({ principal: trackingRole, context: outside })).toBe('Allowed');
    expect(await asked({ principal: july, context: { ...through, 'aws:PrincipalArn': july } })).toBe('Allowed');
  });

  test.each([
    ['s3:GetObject', 'acme-data/x'],
    ['s3:PutObject', 'acme-data/x'],
    ['s3:DeleteObject', 'acme-data/x'],
    ['s3:ListBucket', 'acme-data'],
  ])('a service of AWS does %s for nobody else, inside neither', async (action, resource) => {
    const asking = { action, resource: `arn:aws:s3:::${resource}` };
    for (const from of [outside, {}])
      expect(await asked({ ...asking, context: { ...from, 'aws:ViaAWSService': 'true' } })).toBe('ExplicitlyDenied');
  });

  test.each([
    ['s3:ListBucket', 'acme-data', 'Allowed'],
    ['s3:ListBucketVersions', 'acme-data', 'Allowed'],
    ['s3:ListBucketMultipartUploads', 'acme-data', 'Allowed'],
    ['s3:DeleteObject', 'acme-data/x', 'Allowed'],
    ['s3:DeleteObjectVersion', 'acme-data/x', 'Allowed'],
    ['s3:PutBucketPolicy', 'acme-data', 'Allowed'],
    ['s3:GetObject', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:GetObjectVersion', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:GetObjectAttributes', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:PutObject', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:PutObjectTagging', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:RestoreObject', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:ReplicateObject', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:ListMultipartUploadParts', 'acme-data/x', 'ExplicitlyDenied'],
    ['s3:AbortMultipartUpload', 'acme-data/x', 'ExplicitlyDenied'],
  ])('%s on %s by an operator is %s', async (action, resource, answer) => {
    const question = { action, resource: `arn:aws:s3:::${resource}`, principal: operator, context: outside };
    expect(await asked(question)).toBe(answer);
  });

  test.each([
    ['a role with its name and another path', `arn:aws:iam::${account}:role/acme-operator`],
    ['a role whose name goes on', `${operator}-2`],
    ['an administrator', `arn:aws:iam::${account}:role/Admin`],
    ['a user', `arn:aws:iam::${account}:user/ml/acme-operator`],
    ['the root user', `arn:aws:iam::${account}:root`],
  ])('%s lists and deletes nothing', async (_, principal) => {
    const lists = { action: 's3:ListBucketVersions', resource: 'arn:aws:s3:::acme-data' };
    expect(await asked({ ...lists, principal, context: outside })).toBe('ExplicitlyDenied');
    expect(await asked({ action: 's3:DeleteObjectVersion', principal, context: outside })).toBe('ExplicitlyDenied');
  });

  test.each([
    ['through an endpoint', {}],
    ['through a service that acts for it', { 'aws:ViaAWSService': 'true' }],
  ])('an operator reads and writes nothing %s either', async (_, context) => {
    for (const action of ['s3:GetObject', 's3:PutObject'])
      expect(await asked({ action, principal: operator, context })).toBe('ExplicitlyDenied');
  });

  test('the settings of the bucket can be changed, so that nobody is locked out', async () => {
    const settings = { action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::acme-data', context: outside };
    expect(await asked(settings)).toBe('Allowed');
  });

  test('of a VPC any endpoint of it is inside, and the endpoint of another VPC is not', async () => {
    const from = (vpc: string, vpce: string) =>
      asked({ context: { ...outside, 'aws:SourceVpc': vpc, 'aws:SourceVpce': vpce } }, policies.ofVpc);
    expect(await from('vpc-0a1b2c3d', 'vpce-1')).toBe('Allowed');
    expect(await from('vpc-0a1b2c3d', 'vpce-2')).toBe('Allowed');
    expect(await from('vpc-99999999', 'vpce-1')).toBe('ExplicitlyDenied');
    expect(await asked({ context: outside }, policies.ofVpc)).toBe('ExplicitlyDenied');
  });

  test('another account gets nothing, with or without endpoints', async () => {
    expect(await asked({ principal: stranger })).not.toBe('Allowed');
    const open = { principal: stranger, resource: 'arn:aws:s3:::acme-open/x', context: outside };
    expect(await asked(open, policies.open)).not.toBe('Allowed');
    expect(await asked({ ...open, principal: scientist }, policies.open)).toBe('Allowed');
  });
});

describe('the bucket for access logs', () => {
  const log = 'arn:aws:s3:::acme-logs/acme-data/2026-11-20';

  test('is encrypted with a key of S3, and drops logs after a year', () => {
    const bucket = ofType(resources, 'AWS::S3::Bucket').find(({ Properties }) => Properties.BucketName === 'acme-logs');
    expect(JSON.stringify(bucket?.Properties.BucketEncryption)).toContain('AES256');
    expect(bucket?.Properties.LifecycleConfiguration).toMatchObject({
      Rules: [{ ExpirationInDays: 365 }, { Id: 'old-versions' }, { Id: 'unfinished-uploads' }],
    });
  });

  test('lets the logging service write for this account, and for no other', async () => {
    const statements = (policies.logs as { Statement: Record<string, unknown>[] }).Statement;
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        Sid: 'DeliverLogsOfThisAccount',
        Effect: 'Allow',
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: 'arn:aws:s3:::acme-logs/*',
        Condition: { StringEquals: { 'aws:SourceAccount': account }, ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
      },
    ]);
  });

  test('refuses requests without TLS', async () => {
    expect(await asked({ resource: log }, policies.logs)).toBe('Allowed');
    expect(await asked({ resource: log, context: { 'aws:SecureTransport': 'false' } }, policies.logs)).toBe(
      'ExplicitlyDenied',
    );
  });
});
