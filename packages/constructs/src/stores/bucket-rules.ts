import type { TemplateStatement } from '../network/statement.ts';

/** A bucket's ARN and that of everything in it. */
function whole(bucketArn: string): readonly string[] {
  return [bucketArn, `${bucketArn}/*`];
}

/** Every request in the clear, and every request over TLS older than 1.2, is refused. */
export function denyWithoutTls(bucketArn: string): readonly TemplateStatement[] {
  const refused = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: whole(bucketArn) } as const;
  return [
    { Sid: 'NoPlainText', ...refused, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Sid: 'NoOldTls', ...refused, Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } },
  ];
}

/**
 * A write that asks for other encryption than the bucket's is refused; one that asks for nothing gets the bucket's key.
 *
 * A write that asks for `aws:kms` without a key passes, for SageMaker's own SDK does so.
 */
export function denyOtherEncryption(bucketArn: string, kmsKeyArn: string): readonly TemplateStatement[] {
  const algorithm = 's3:x-amz-server-side-encryption';
  const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';
  const customerKey = 's3:x-amz-server-side-encryption-customer-algorithm';
  const refused = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucketArn}/*` } as const;
  return [
    {
      Sid: 'NoOtherEncryption',
      ...refused,
      Condition: { Null: { [algorithm]: 'false' }, StringNotEquals: { [algorithm]: 'aws:kms' } },
    },
    {
      Sid: 'NoOtherKey',
      ...refused,
      Condition: { Null: { [key]: 'false' }, StringNotEquals: { [key]: kmsKeyArn } },
    },
    { Sid: 'NoKeyOfTheCaller', ...refused, Condition: { Null: { [customerKey]: 'false' } } },
  ];
}

/** A folder where every object is written once. */
export interface WriteOnceFolder {
  /** Without slashes at its ends: `registered`. */
  readonly folder: string;
  /** ARNs of the roles that must not delete there, `*` for any characters. */
  readonly keptFromRoles: readonly string[];
}

/**
 * Whoever writes into the folder has to say `If-None-Match: *`, so that S3 refuses what is there already; a copy inside of
 * S3 is made of parts, for its parts need not say so and its completion must (S3 guide, conditional writes enforced).
 *
 * An object that a delete marker hides could be written again: the roles named delete nothing there.
 */
export function writeOnce(bucketArn: string, { folder, keptFromRoles }: WriteOnceFolder): readonly TemplateStatement[] {
  const refused = { Effect: 'Deny', Principal: '*', Resource: `${bucketArn}/${folder}/*` } as const;
  return [
    {
      Sid: 'WrittenOnce',
      ...refused,
      Action: 's3:PutObject',
      Condition: { Null: { 's3:if-none-match': 'true' }, BoolIfExists: { 's3:ObjectCreationOperation': 'true' } },
    },
    {
      Sid: 'NeverRemoved',
      ...refused,
      Action: ['s3:DeleteObject*', 's3:PutObjectAcl', 's3:ReplicateObject', 's3:RestoreObject'],
      Condition: { ArnLike: { 'aws:PrincipalArn': keptFromRoles } },
    },
  ];
}

/** Actions that read or write the data itself, as opposed to the bucket's settings. */
const readAndWrite: readonly string[] = [
  's3:AbortMultipartUpload',
  's3:GetObject*',
  's3:ListMultipartUploadParts',
  's3:PutObject*',
  's3:ReplicateObject',
  's3:RestoreObject',
];

/** Actions without which nobody sees whether a bucket is empty, or empties it. */
const listAndDelete: readonly string[] = ['s3:DeleteObject*', 's3:ListBucket*'];

/** Where requests come from: through certain endpoints, or through any endpoint of a VPC. */
export type Inside = { readonly 'aws:SourceVpce': readonly string[] } | { readonly 'aws:SourceVpc': string };

/** Who puts objects below a prefix from outside of the endpoints, and can do nothing else. */
export interface Deliveries {
  /** Without slashes at its ends: `delivered`. */
  readonly folder: string;
  /** ARNs of roles, of any account. */
  readonly roles: readonly string[];
  /** Other accounts, in 12 digits. */
  readonly accounts: readonly string[];
  /** AWS organization that senders have to be in; left out: none is asked for. */
  readonly organization?: string;
}

/** Ways into a bucket. */
export interface WaysIn {
  readonly inside: Inside;
  /** ARNs of roles whose calls come from networks of AWS. */
  readonly viaRoles: readonly string[];
  /** ARNs of roles that list and delete from anywhere, and read and write nothing. */
  readonly operators: readonly string[];
  readonly deliveries?: Deliveries | undefined;
}

/**
 * Data can be had from inside only, save by the roles named, by AWS services on their own, and by services
 * that act for somebody (`aws:ViaAWSService`), for their calls come from networks of AWS. Operators list and delete.
 *
 * A role is told by `aws:PrincipalArn`, which is the ARN of the role with its path in every session of it; who signs no
 * request has none and is refused (IAM guide, "AWS global condition context keys").
 */
export function denyOutsideEndpoints(bucketArn: string, ways: WaysIn): readonly TemplateStatement[] {
  const { viaRoles, operators, deliveries } = ways;
  const refused = { Effect: 'Deny', Principal: '*', Resource: whole(bucketArn) } as const;
  const lists: TemplateStatement = {
    Sid: 'OnlyOperatorsFromOutside',
    ...refused,
    Action: listAndDelete,
    Condition: outside(ways, [...viaRoles, ...operators]),
  };
  const only = (Action: readonly string[]): TemplateStatement => ({
    Sid: 'OnlyThroughEndpoints',
    ...refused,
    Action,
    Condition: outside(ways, viaRoles),
  });
  if (deliveries === undefined) return [only(readAndWrite), lists];
  // Whatever begins with PutObject and goes on changes tags, locks and access lists, which no sender does.
  const others = readAndWrite.map((action) => (action === 's3:PutObject*' ? 's3:PutObject?*' : action));
  return [only(others), ...putsOutside(bucketArn, ways, deliveries), lists];
}

function outside({ inside }: WaysIn, spared: readonly string[], accounts: readonly string[] = []) {
  return {
    StringNotEquals: {
      ...inside,
      ...(accounts.length > 0 ? { 'aws:PrincipalAccount': accounts } : {}),
    },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
    ...(spared.length > 0 ? { ArnNotLike: { 'aws:PrincipalArn': spared } } : {}),
  };
}

/** Writes from outside: below the folder by its senders, elsewhere by nobody. */
function putsOutside(bucketArn: string, ways: WaysIn, { folder, roles, accounts }: Deliveries): TemplateStatement[] {
  const refused = { Effect: 'Deny', Principal: '*', Action: 's3:PutObject' } as const;
  const delivered = `${bucketArn}/${folder}/*`;
  return [
    {
      Sid: 'WritesOnlyThroughEndpoints',
      ...refused,
      NotResource: delivered,
      Condition: outside(ways, ways.viaRoles),
    },
    {
      Sid: 'OnlySendersFromOutside',
      ...refused,
      Resource: delivered,
      Condition: outside(ways, [...ways.viaRoles, ...roles], accounts),
    },
  ];
}

/** Senders put objects below their folder; nothing lets them read, list or delete. */
export function letDeliver(bucketArn: string, partition: string, deliveries: Deliveries): TemplateStatement {
  return {
    Sid: 'Deliveries',
    Effect: 'Allow',
    Principal: sendersOf(deliveries, partition),
    Action: 's3:PutObject',
    Resource: `${bucketArn}/${deliveries.folder}/*`,
    ...inOrganization(deliveries),
  };
}

export function sendersOf({ roles, accounts }: Deliveries, partition: string) {
  return { AWS: [...roles, ...accounts.map((account) => `arn:${partition}:iam::${account}:root`)] };
}

function inOrganization({ organization }: Deliveries): Pick<TemplateStatement, 'Condition'> {
  return organization === undefined ? {} : { Condition: { StringEquals: { 'aws:PrincipalOrgID': organization } } };
}

/**
 * Services that act for somebody come from networks of AWS and tell none, as Athena does for whoever asks it: they act for
 * the roles named, and for nobody else who has the rights.
 */
export function denyServicesForOthers(bucketArn: string, roles: readonly string[]): TemplateStatement {
  return {
    Sid: 'ServicesForWorkAlone',
    Effect: 'Deny',
    Principal: '*',
    Action: [...readAndWrite, ...listAndDelete],
    Resource: whole(bucketArn),
    Condition: { Bool: { 'aws:ViaAWSService': 'true' }, ArnNotLike: { 'aws:PrincipalArn': roles } },
  };
}

/** Operators read and write nothing, through an endpoint and through services of AWS neither. */
export function denyDataToOperators(bucketArn: string, operators: readonly string[]): TemplateStatement {
  return {
    Sid: 'NoDataForOperators',
    Effect: 'Deny',
    Principal: '*',
    Action: readAndWrite,
    Resource: whole(bucketArn),
    Condition: { ArnLike: { 'aws:PrincipalArn': operators } },
  };
}

/**
 * Of a store that is kept when its endpoints are gone: roles named list, read and delete, from anywhere; nobody writes.
 *
 * Each request is a line in the log of the bucket, and each use of its key an event of CloudTrail.
 */
export function keptFor(bucketArn: string, operators: readonly string[]): readonly TemplateStatement[] {
  const refused = { Effect: 'Deny', Principal: '*', Resource: whole(bucketArn) } as const;
  return [
    ...denyWithoutTls(bucketArn),
    {
      Sid: keptSid,
      ...refused,
      Action: [...readAndWrite, ...listAndDelete],
      Condition: { ArnNotLike: { 'aws:PrincipalArn': operators } },
    },
    { Sid: 'KeptAsItIs', ...refused, Action: ['s3:PutObject*', 's3:ReplicateObject', 's3:RestoreObject'] },
  ];
}

/** Sid by which the policy of a kept store is known. */
export const keptSid = 'KeptForOperators';
