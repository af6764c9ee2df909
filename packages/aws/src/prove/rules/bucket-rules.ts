import type { EvaluatedResource } from '../../template/evaluate.ts';
import { isTrueAt, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { refusesOtherNetworks } from '../policy/limits.ts';
import { type Statement, speaksOf, statementsAt } from '../policy/statement.ts';
import type { Hole, Rule } from '../rule.ts';

const dataActions = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];

/** Every bucket with the statements of its policies. */
function bucketsOf(model: Model): { readonly bucket: EvaluatedResource; readonly statements: readonly Statement[] }[] {
  const policies = Map.groupBy(model.ofType('AWS::S3::BucketPolicy'), ({ properties }) =>
    model.find(properties.Bucket),
  );
  return model.ofType('AWS::S3::Bucket').map((bucket) => ({
    bucket,
    statements: (policies.get(bucket) ?? []).flatMap((policy) => statementsAt(policy, 'PolicyDocument')),
  }));
}

/** Whether a statement refuses an action to everybody, in all of a bucket. */
function refuses(statement: Statement, action: string, bucket: EvaluatedResource, model: Model): boolean {
  const { allows, principals, resources } = statement;
  const isForAll = principals.some(({ name }) => name === '*');
  const inside = action === 's3:ListBucket' ? '' : '/*';
  const isOfAll = resources.some(
    (arn) => arn === '*' || (arn.endsWith(inside) && model.find(arn.slice(0, arn.length - inside.length)) === bucket),
  );
  return !allows && isForAll && isOfAll && speaksOf(statement, action);
}

/** Buckets that answer some of the requests for data that they should refuse. */
function unlessRefused(model: Model, isWanted: (statement: Statement) => boolean): EvaluatedResource[] {
  return bucketsOf(model)
    .filter(({ bucket, statements }) => {
      const refusals = statements.filter(isWanted);
      return !dataActions.every((action) => refusals.some((one) => refuses(one, action, bucket, model)));
    })
    .map(({ bucket }) => bucket);
}

function fromOutside(model: Model): Hole[] {
  const logs = logBuckets(model);
  return unlessRefused(model, refusesOtherNetworks)
    .filter((bucket) => !logs.has(bucket))
    .map((bucket) => ({
      at: bucket,
      path: 'BucketPolicy',
      message: `Whoever has the rights reaches ${bucket.logicalId} from outside the network.`,
      fix: 'Deny s3:GetObject, s3:PutObject and s3:ListBucket unless aws:SourceVpce is an endpoint of the network.',
    }));
}

/** Buckets that S3 itself writes access logs to. */
function logBuckets(model: Model): Set<EvaluatedResource | undefined> {
  const buckets = model.ofType('AWS::S3::Bucket');
  return new Set(
    buckets
      .flatMap(({ properties }) => listAt(properties, 'LoggingConfiguration.DestinationBucketName'))
      .map((name) => model.find(name)),
  );
}

function withoutTls(model: Model): Hole[] {
  return unlessRefused(model, refusesPlainText).map((bucket) => ({
    at: bucket,
    path: 'BucketPolicy',
    message: `${bucket.logicalId} answers requests that are not encrypted.`,
    fix: 'Deny s3:* when aws:SecureTransport is false.',
  }));
}

function refusesPlainText({ conditions }: Statement): boolean {
  const [condition, second] = conditions;
  const isPlain = condition?.key === 'aws:securetransport' && /^Bool(IfExists)?$/.test(condition.operator);
  return isPlain && second === undefined && condition.values.includes('false');
}

function publicAccess(model: Model): Hole[] {
  const settings = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  return model.ofType('AWS::S3::Bucket').flatMap((bucket) => {
    const open = settings.filter((name) => !isTrueAt(bucket.properties, `PublicAccessBlockConfiguration.${name}`));
    const message = `${bucket.logicalId} can be made public: ${open.join(', ')} not set.`;
    const path = 'Properties.PublicAccessBlockConfiguration';
    return open.length === 0 ? [] : [{ at: bucket, path, message, fix: 'Set all four settings to true.' }];
  });
}

function bucketKeys(model: Model): Hole[] {
  const logs = logBuckets(model);
  return model
    .ofType('AWS::S3::Bucket')
    .filter((bucket) => !logs.has(bucket) && !hasKey(bucket))
    .map((bucket) => ({
      at: bucket,
      path: 'Properties.BucketEncryption',
      message: `${bucket.logicalId} is not encrypted with a key of the account's own.`,
      fix: 'Set SSEAlgorithm to aws:kms and name a KMSMasterKeyID.',
    }));
}

function hasKey({ properties }: EvaluatedResource): boolean {
  const rules = listAt(properties, 'BucketEncryption.ServerSideEncryptionConfiguration');
  const path = 'ServerSideEncryptionByDefault';
  return rules.some(
    (rule) =>
      textAt(rule, `${path}.SSEAlgorithm`)?.startsWith('aws:kms') === true &&
      textAt(rule, `${path}.KMSMasterKeyID`) !== undefined,
  );
}

export const bucketRules: readonly Rule[] = [
  {
    id: 'bucket-outside',
    proves: 'Objects of the buckets can be read, written and listed through endpoints of the network alone.',
    beyond:
      'Roles and AWS services that a bucket policy spares; buckets to which S3 writes access logs; buckets of others.',
    holes: fromOutside,
  },
  { id: 'bucket-tls', proves: 'No bucket answers requests in the clear.', beyond: '', holes: withoutTls },
  { id: 'bucket-public-access', proves: 'No bucket can be made public.', beyond: '', holes: publicAccess },
  {
    id: 'bucket-key',
    proves: "Every bucket is encrypted with a key of the account's own.",
    beyond: 'Buckets for access logs: S3 cannot write them with such a key.',
    holes: bucketKeys,
  },
];
