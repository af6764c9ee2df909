import type { EvaluatedResource } from '@atelier/cloudformation';
import { isTrueAt, listAt, textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { isFolderOf, withoutSenders } from '../policy/deliveries.ts';
import { globCovers, globMatches } from '../policy/glob.ts';
import { type Held, isForAll, refusesOtherNetworks } from '../policy/limits.ts';
import { isUndecided, ownerOf } from '../policy/ownership.ts';
import { speaksOf, statementsAt } from '../policy/read-policy.ts';
import type { Statement } from '../policy/statement.ts';
import type { Rule, Violation } from '../rule.ts';

/** Every way to read, write and list what is in a bucket. */
const dataActions = [
  's3:GetObject',
  's3:GetObjectVersion',
  's3:GetObjectAttributes',
  's3:GetObjectTorrent',
  's3:GetObjectVersionTorrent',
  's3:PutObject',
  's3:ListBucket',
  's3:ListBucketVersions',
  's3:ListBucketMultipartUploads',
];

/** And to change or delete it, or to let others at it. */
const objectActions = [
  ...dataActions,
  's3:PutObjectAcl',
  's3:PutObjectVersionAcl',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:RestoreObject',
  's3:ReplicateObject',
  's3:AbortMultipartUpload',
];

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
  const inside = action.startsWith('s3:ListBucket') ? '' : '/*';
  const { resources, notResources } = statement;
  // A refusal of everything else refuses nothing of what it names, and nobody can tell what that is.
  const isOfAll =
    notResources.length === 0 && resources.some((pattern) => coversBucket(pattern, inside, bucket, model));
  return isForAll(statement) && isOfAll && speaksOf(statement, action);
}

/**
 * Writes may be refused by two statements: elsewhere than below folders to all from other networks, and below these to all
 * of them but senders.
 */
function besideDeliveries(statements: readonly Statement[], bucket: EvaluatedResource, model: Model): readonly Held[] {
  const puts = statements.filter((one) => isForAll(one) && speaksOf(one, 's3:PutObject'));
  return puts.flatMap((elsewhere) => {
    const folders = elsewhere.notResources;
    if (folders.length === 0 || !folders.every((folder) => isFolderOf(folder, bucket, model))) return [];
    const below = folders.map((folder) => puts.filter(({ resources }) => resources.includes(folder)));
    const helds = below.map((those) => strongest(those.map((one) => refusesAllButSenders(one, model))));
    return [
      weakest([refusesOtherNetworks(elsewhere, model), ...sparedRoles(elsewhere, 's3:PutObject', model), ...helds]),
    ];
  });
}

function refusesAllButSenders(statement: Statement, model: Model): Held {
  const rest = withoutSenders(statement, model);
  return rest === undefined ? 'open' : refusesOtherNetworks(rest, model);
}

function strongest(found: readonly Held[]): Held {
  return found.includes('held') ? 'held' : found.includes('untold') ? 'untold' : 'open';
}

function weakest(found: readonly Held[]): Held {
  return found.includes('open') ? 'open' : found.includes('untold') ? 'untold' : 'held';
}

function coversBucket(pattern: string, inside: string, bucket: EvaluatedResource, model: Model): boolean {
  if (globMatches(pattern, `arn:aws:s3:::zq7${inside.replace('*', 'zq7')}`)) return true;
  const called = textAt(bucket.properties, 'BucketName');
  if (called !== undefined && globCovers(pattern, `arn:aws:s3:::${called}${inside}`)) return true;
  const [, name = '', rest = ''] = /^(.*?⟩?)(\*|\/\*)?$/.exec(pattern) ?? [];
  return (rest === '*' || rest === inside) && model.find(name) === bucket;
}

/** The weakest of the refusals that a bucket has for each of some actions. */
function refusal(model: Model, actions: readonly string[], judge: (statement: Statement, action: string) => Held) {
  return bucketsOf(model).map(({ bucket, statements }) => {
    const found = actions.map((action) => {
      const helds = statements
        .filter((statement) => refuses(statement, action, bucket, model))
        .map((statement) => judge(statement, action));
      if (action === 's3:PutObject') helds.push(...besideDeliveries(statements, bucket, model));
      return strongest(helds);
    });
    return { bucket, held: weakest(found) };
  });
}

/** Buckets whose refusal of other networks is as given. */
export function bucketsFromOutside(model: Model, wanted: Held): EvaluatedResource[] {
  const logs = logBuckets(model);
  const judge = (statement: Statement, action: string) =>
    weakest([refusesOtherNetworks(statement, model), ...sparedRoles(statement, action, model)]);
  return refusal(model, dataActions, judge)
    .filter(({ bucket, held }) => held === wanted && !logs.has(bucket))
    .map(({ bucket }) => bucket);
}

/**
 * Whether each role that a refusal spares may be spared: of reading and writing one that the templates make, so that its
 * rights are known, and of listing one of the account that is named in full, such as that of whoever deploys.
 */
function sparedRoles({ at, conditions }: Statement, action: string, model: Model): readonly Held[] {
  const roles = conditions.filter(({ key }) => key === 'aws:principalarn').flatMap(({ values }) => values);
  return roles.map((role) => {
    if (isUndecided(role, model)) return 'untold';
    const isMade = model.find(role)?.type === 'AWS::IAM::Role';
    if (/[*?]/.test(role) || (!isMade && !role.includes(':role/'))) return 'open';
    if (isMade) return 'held';
    const isOfAccount = ownerOf('arn', role, at, model) === 'ours';
    return isOfAccount && action.startsWith('s3:ListBucket') ? 'held' : 'open';
  });
}

function fromOutside(model: Model): Violation[] {
  return bucketsFromOutside(model, 'open').map((bucket) => ({
    at: bucket,
    path: 'BucketPolicy',
    message: `Whoever has the rights, or is spared, reaches ${bucket.logicalId} from outside the network.`,
    fix: 'Deny s3:GetObject*, s3:PutObject* and s3:ListBucket* unless aws:SourceVpce is an endpoint of the network; spare no pattern, and of reading and writing only roles that the templates make.',
  }));
}

/** Buckets that S3 itself writes access logs to; one whose own requests are logged elsewhere keeps more than logs. */
function logBuckets(model: Model): Set<EvaluatedResource | undefined> {
  const buckets = model.ofType('AWS::S3::Bucket');
  const found = buckets
    .flatMap(({ properties }) => listAt(properties, 'LoggingConfiguration.DestinationBucketName'))
    .map((name) => model.find(name));
  return new Set(found.filter((bucket) => bucket !== undefined && !isLoggedElsewhere(bucket, model)));
}

function isLoggedElsewhere(bucket: EvaluatedResource, model: Model): boolean {
  const destination = listAt(bucket.properties, 'LoggingConfiguration.DestinationBucketName')[0];
  return destination !== undefined && model.find(destination) !== bucket;
}

function withoutTls(model: Model): Violation[] {
  return refusal(model, objectActions, (statement) => (refusesPlainText(statement) ? 'held' : 'open'))
    .filter(({ held }) => held === 'open')
    .map(({ bucket }) => ({
      at: bucket,
      path: 'BucketPolicy',
      message: `${bucket.logicalId} answers requests that are not encrypted.`,
      fix: 'Deny s3:* when aws:SecureTransport is false.',
    }));
}

function refusesPlainText({ conditions }: Statement): boolean {
  const [condition, second] = conditions;
  const isPlain = condition?.key === 'aws:securetransport' && condition.operator === 'bool';
  return isPlain && second === undefined && condition.values.some((value) => /^false$/i.test(value));
}

function publicAccess(model: Model): Violation[] {
  const settings = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  return model.ofType('AWS::S3::Bucket').flatMap((bucket) => {
    const open = settings.filter((name) => !isTrueAt(bucket.properties, `PublicAccessBlockConfiguration.${name}`));
    const message = `${bucket.logicalId} can be made public: ${open.join(', ')} not set.`;
    const path = 'Properties.PublicAccessBlockConfiguration';
    return open.length === 0 ? [] : [{ at: bucket, path, message, fix: 'Set all four settings to true.' }];
  });
}

function bucketKeys(model: Model): Violation[] {
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
      'Roles of the templates and AWS services that a bucket policy spares, lists for roles of the account that it ' +
      'names, and puts below a folder by senders that it names; buckets to which S3 writes access logs; buckets of others.',
    violations: fromOutside,
  },
  { id: 'bucket-tls', proves: 'No bucket answers requests in the clear.', beyond: '', violations: withoutTls },
  { id: 'bucket-public-access', proves: 'No bucket can be made public.', beyond: '', violations: publicAccess },
  {
    id: 'bucket-key',
    proves: "Every bucket is encrypted with a key of the account's own.",
    beyond: 'Buckets for access logs: S3 cannot write them with such a key.',
    violations: bucketKeys,
  },
];
