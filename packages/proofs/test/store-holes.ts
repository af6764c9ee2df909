import { addition, change, type Hole } from './hole.ts';

const bucket = 'AWS::S3::Bucket';
const policy = 'AWS::S3::BucketPolicy';
const gateway = (text: string) => text.includes('.s3"') && text.includes('"Gateway"');
const isOfData = (text: string) => text.includes('aws:SourceVpce');
export const everyone = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

export interface Statement {
  readonly Condition?: Record<string, Record<string, unknown>>;
  readonly Resource?: unknown;
}

/** Changes the statements of the first bucket policy that holds data to the network; the finding names the bucket. */
export function weakened(
  name: string,
  rule: string,
  weaken: (statements: readonly Statement[]) => readonly unknown[],
): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const spot = draft.find(policy, isOfData);
      const path = 'Properties.PolicyDocument.Statement';
      const named = JSON.stringify(draft.get(spot, 'Properties.Bucket'));
      // As a file has it: what is undefined is not there.
      const weakened = JSON.stringify(weaken(draft.get(spot, path) as readonly Statement[]));
      draft.set(spot, path, JSON.parse(weakened));
      const { id } = draft.find(bucket, () => true);
      return { stack: spot.stack, id: /"Ref":"(\w+)"/.exec(named)?.[1] ?? id, path: 'BucketPolicy' };
    },
  };
}

export function isPerimeter(statement: Statement): boolean {
  return JSON.stringify(statement.Condition ?? {}).includes('aws:SourceVpce');
}

export function endpointPolicy(name: string, statement: Readonly<Record<string, unknown>>): Hole {
  return {
    name,
    rule: 'endpoint-policy',
    dig: (draft) => {
      const spot = draft.find('AWS::EC2::VPCEndpoint', gateway);
      const path = 'Properties.PolicyDocument.Statement';
      const index = (draft.get(spot, path) as unknown[]).length;
      draft.append(spot, path, statement);
      return { ...spot, path: `${path}[${index}]` };
    },
  };
}

function withoutKey(type: string, path: string): Hole {
  return change(`${type} without a key`, 'customer-key', type, path, undefined);
}

/** Holes in what keeps data. */
export const storeHoles: readonly Hole[] = [
  {
    name: 'an S3 endpoint without a policy',
    rule: 'endpoint-policy',
    dig: (draft) => {
      const spot = draft.find('AWS::EC2::VPCEndpoint', gateway);
      draft.set(spot, 'Properties.PolicyDocument', undefined);
      return { ...spot, path: 'Properties.PolicyDocument' };
    },
  },
  endpointPolicy('an S3 endpoint that leads to every bucket', everyone),
  endpointPolicy('an S3 endpoint that asks only who is calling', {
    ...everyone,
    Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } },
  }),
  endpointPolicy('an S3 endpoint that leads to whoever takes a name', { ...everyone, Resource: 'arn:aws:s3:::acme-*' }),
  endpointPolicy('an S3 endpoint with a condition that always holds', {
    ...everyone,
    Condition: { StringLike: { 'aws:ResourceAccount': '*' } },
  }),
  endpointPolicy('an S3 endpoint with a condition that is missed when absent', {
    ...everyone,
    Condition: { StringEqualsIfExists: { 'aws:ResourceAccount': '111122223333' } },
  }),
  weakened('a bucket that is open from outside', 'bucket-outside', (all) => all.filter((one) => !isPerimeter(one))),
  weakened('a bucket that refuses only what comes from no endpoint at all', 'bucket-outside', (all) =>
    all.map((one) => (isPerimeter(one) ? { ...one, Condition: { StringNotLike: { 'aws:SourceVpce': '*' } } } : one)),
  ),
  weakened('a bucket whose refusal nobody meets', 'bucket-outside', (all) =>
    all.map((one) =>
      isPerimeter(one)
        ? { ...one, Condition: { ...one.Condition, StringEquals: { 'aws:PrincipalTag/team': 'nobody' } } }
        : one,
    ),
  ),
  weakened('a bucket that refuses reading and not listing', 'bucket-outside', (all) =>
    all.map((one) => (isPerimeter(one) ? { ...one, Action: ['s3:GetObject', 's3:PutObject'] } : one)),
  ),
  weakened('a bucket whose refusal is for one folder', 'bucket-outside', (all) =>
    all.map((one) => (isPerimeter(one) ? { ...one, Resource: 'arn:aws:s3:::acme/folder/*' } : one)),
  ),
  weakened('a bucket that answers in the clear', 'bucket-tls', (all) =>
    all.filter((one) => !JSON.stringify(one).includes('aws:SecureTransport')),
  ),
  change(
    'a bucket that can be made public',
    'bucket-public-access',
    bucket,
    'PublicAccessBlockConfiguration',
    undefined,
  ),
  {
    name: 'a bucket policy for everybody',
    rule: 'public-principal',
    dig: (draft) => {
      const spot = draft.find(policy, isOfData);
      const path = 'Properties.PolicyDocument.Statement';
      const index = (draft.get(spot, path) as unknown[]).length;
      draft.append(spot, path, { ...everyone, Action: 's3:GetObject' });
      return { ...spot, path: `${path}[${index}]` };
    },
  },
  {
    name: 'a bucket without a key',
    rule: 'bucket-key',
    dig: (draft) => {
      const spot = draft.find(bucket, (text) => text.includes('aws:kms'));
      draft.set(spot, 'Properties.BucketEncryption', undefined);
      return { ...spot, path: 'Properties.BucketEncryption' };
    },
  },
  withoutKey('AWS::SageMaker::Domain', 'KmsKeyId'),
  withoutKey('AWS::Logs::LogGroup', 'KmsKeyId'),
  withoutKey('AWS::RedshiftServerless::Namespace', 'KmsKeyId'),
  withoutKey('AWS::SNS::Topic', 'KmsMasterKeyId'),
  withoutKey('AWS::CodeArtifact::Domain', 'EncryptionKey'),
  withoutKey('AWS::CodeCommit::Repository', 'KmsKeyId'),
  change('a key of AWS in place of the own one', 'customer-key', 'AWS::SNS::Topic', 'KmsMasterKeyId', 'alias/aws/sns'),
  change('a key that is never changed', 'key-rotation', 'AWS::KMS::Key', 'EnableKeyRotation', undefined),
  change('a log that is kept for ever', 'log-retention', 'AWS::Logs::LogGroup', 'RetentionInDays', undefined),
  addition(
    'a file system that is not encrypted',
    'encryption-off',
    'AWS::KMS::Key',
    'AWS::EFS::FileSystem',
    { KmsKeyId: 'alias/data' },
    'Properties.Encrypted',
  ),
  {
    name: 'a key for everybody',
    rule: 'public-principal',
    dig: (draft) => {
      const spot = draft.find('AWS::KMS::Key');
      const path = 'Properties.KeyPolicy.Statement';
      const index = (draft.get(spot, path) as unknown[]).length;
      draft.append(spot, path, { ...everyone, Principal: { AWS: '*' }, Action: 'kms:Decrypt' });
      return { ...spot, path: `${path}[${index}]` };
    },
  },
  {
    name: 'tracking that keeps artifacts in a bucket of somebody else',
    rule: 'tracking-store',
    dig: (draft) => {
      const spot = draft.find('AWS::SageMaker::MlflowTrackingServer');
      const { id } = draft.find(bucket, (text) => text.includes('BucketName'));
      draft.set(spot, 'Properties.ArtifactStoreUri', { 'Fn::Sub': `s3://\${${id}}mlflow/` });
      return { ...spot, path: 'Properties.ArtifactStoreUri' };
    },
  },
  addition(
    'packages that come straight from outside',
    'package-connection',
    'AWS::CodeArtifact::Domain',
    'AWS::CodeArtifact::Repository',
    { RepositoryName: 'pip', ExternalConnections: ['public:pypi'] },
    'Properties.ExternalConnections',
  ),
];
