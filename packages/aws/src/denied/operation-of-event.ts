import { isMap, type RecordMap } from './record-map.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Prefixes of IAM where they are not the beginning of the event's source. */
const prefixes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    monitoring: 'cloudwatch',
    'runtime.sagemaker': 'sagemaker',
    'api.sagemaker': 'sagemaker',
    'api.ecr': 'ecr',
  }),
);

/** Operations whose right has another name (S3 User Guide, "Required permissions for Amazon S3 API operations"). */
const rights: ReadonlyMap<string, string> = new Map(
  Object.entries({
    's3:ListObjects': 's3:ListBucket',
    's3:ListObjectsV2': 's3:ListBucket',
    's3:HeadBucket': 's3:ListBucket',
    's3:ListObjectVersions': 's3:ListBucketVersions',
    's3:HeadObject': 's3:GetObject',
    's3:GetObjectTorrent': 's3:GetObject',
    's3:DeleteObjects': 's3:DeleteObject',
    's3:CopyObject': 's3:PutObject',
    's3:CreateMultipartUpload': 's3:PutObject',
    's3:UploadPart': 's3:PutObject',
    's3:UploadPartCopy': 's3:PutObject',
    's3:CompleteMultipartUpload': 's3:PutObject',
    's3:ListBuckets': 's3:ListAllMyBuckets',
  }),
);

/** The right that an event of CloudTrail asks for. */
export function operationOfEvent(source: string, name: string): string {
  const service = source.replace(/\.amazonaws\.com(\.cn)?$/, '');
  // Lambda and others put the version of an operation behind its name.
  const plain = name.replace(/\d{8}(v\d)?$/, '');
  const operation = `${prefixes.get(service) ?? service}:${plain}`;
  return rights.get(operation) ?? operation;
}

/** What an event was about: an ARN of its resources that is no role, or the object that its parameters name. */
export function resourceOfEvent(source: string, resources: unknown, parameters: RecordMap): string | null {
  const { bucketName, key, prefix } = parameters;
  if (source.startsWith('s3.') && typeof bucketName === 'string') {
    const object = typeof key === 'string' && prefix === undefined ? `/${key}` : '';
    return withoutSecrets(`arn:aws:s3:::${bucketName}${object}`);
  }
  const arns = (Array.isArray(resources) ? resources : []).flatMap((one) => {
    const arn = isMap(one) ? (one.ARN ?? one.arn) : undefined;
    return typeof arn === 'string' ? [arn] : [];
  });
  const found = arns.find((arn) => !arn.includes(':iam:')) ?? arns[0];
  return found === undefined ? null : withoutSecrets(found);
}
