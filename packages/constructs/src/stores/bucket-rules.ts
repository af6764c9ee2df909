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

/** Ways into a bucket. */
export interface WaysIn {
  readonly inside: Inside;
  /** ARNs of roles whose calls come from networks of AWS. */
  readonly viaRoles: readonly string[];
  /** ARNs of roles that list and delete from anywhere, and read and write nothing. */
  readonly operators: readonly string[];
}

/**
 * Data can be had from inside only, save by the roles named, by AWS services on their own, and by services
 * that act for somebody (`aws:ViaAWSService`), for their calls come from networks of AWS. Operators list and delete.
 *
 * A role is told by `aws:PrincipalArn`, which is the ARN of the role with its path in every session of it; who signs no
 * request has none and is refused (IAM guide, "AWS global condition context keys").
 */
export function denyOutsideEndpoints(bucketArn: string, { inside, viaRoles, operators }: WaysIn) {
  const refused = { Effect: 'Deny', Principal: '*', Resource: whole(bucketArn) } as const;
  const outside = (spared: readonly string[]) => ({
    StringNotEquals: inside,
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' },
    ...(spared.length > 0 ? { ArnNotLike: { 'aws:PrincipalArn': spared } } : {}),
  });
  return [
    { Sid: 'OnlyThroughEndpoints', ...refused, Action: readAndWrite, Condition: outside(viaRoles) },
    {
      Sid: 'OnlyOperatorsFromOutside',
      ...refused,
      Action: listAndDelete,
      Condition: outside([...viaRoles, ...operators]),
    },
  ] satisfies TemplateStatement[];
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
