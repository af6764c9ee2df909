import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import { demandsOneOf, holdsForOthers } from './condition.ts';
import { ownerOf } from './ownership.ts';
import type { Statement } from './statement.ts';

/** A role named in full, of whatever account. */
const wholeRole = /^arn:[^:*?]*:iam::[^:*?]+:role\/[^*?]+$/;

/** A role named in full, or an account as principal. */
const wholeSender = /^(\d{12}|arn:[^:*?]*:iam::\d{12}:(root|role\/[^*?]+))$/;

/**
 * Whether a statement lets senders put objects below a folder of a bucket, or encrypt with a key what they put into a
 * bucket of the templates, and lets them do nothing else.
 */
export function isDelivery(statement: Statement, model: Model): boolean {
  const { allows, principals, notPrincipals, notActions, notResources, at } = statement;
  const areSenders = principals.every(({ kind, name }) => kind === 'AWS' && wholeSender.test(name));
  if (!allows || notPrincipals.length > 0 || principals.length === 0 || !areSenders) return false;
  if (notActions.length + notResources.length > 0) return false;
  if (at.type === 'AWS::S3::BucketPolicy') return putsBelowFolder(statement, model);
  return at.type === 'AWS::KMS::Key' && encryptsForBucket(statement, model);
}

function putsBelowFolder({ at, actions, resources }: Statement, model: Model): boolean {
  const bucket = model.find(at.properties.Bucket);
  const areFolders = resources.length > 0 && resources.every((one) => isFolderOf(one, bucket, model));
  return actions.length > 0 && actions.every((action) => action === 's3:putobject') && areFolders;
}

/** Whether a pattern is of what is below a folder of a bucket, and of no more. */
export function isFolderOf(pattern: string, bucket: EvaluatedResource | undefined, model: Model): boolean {
  const [, named = ''] = /^(.+?⟩?)\/[^*?⟨⟩]*[^*?⟨⟩/]\/\*$/.exec(pattern) ?? [];
  return bucket !== undefined && named !== '' && model.find(named) === bucket;
}

const encrypting = ['kms:decrypt', 'kms:generatedatakey'];

function encryptsForBucket({ actions, conditions }: Statement, model: Model): boolean {
  const held = (key: string, isMeant: (value: string) => boolean) =>
    conditions.some((one) => one.key === key && demandsOneOf(one, conditions) && one.values.every(isMeant));
  return (
    actions.every((action) => encrypting.includes(action)) &&
    held('kms:viaservice', (service) => /^s3\.[^*?]+$/.test(service)) &&
    held('kms:encryptioncontext:aws:s3:arn', (arn) => model.find(arn)?.type === 'AWS::S3::Bucket')
  );
}

/** A refusal without its conditions that spare senders; undefined: one of them spares more than roles and other accounts. */
export function withoutSenders(statement: Statement, model: Model): Statement | undefined {
  const ofSenders = ['aws:principalarn', 'aws:principalaccount'];
  const sparing = statement.conditions.filter(({ key }) => ofSenders.includes(key));
  const isNarrow = sparing.every(
    (one) => holdsForOthers(one) && one.values.every((value) => isSender(one.key, value, statement.at, model)),
  );
  const conditions = statement.conditions.filter((one) => !sparing.includes(one));
  return isNarrow ? { ...statement, conditions } : undefined;
}

/** The own account would be everybody in it. */
function isSender(key: string, value: string, at: EvaluatedResource, model: Model): boolean {
  if (key === 'aws:principalarn') return wholeRole.test(value);
  return /^\d{12}$/.test(value) && ownerOf('account', value, at, model) === 'others';
}
