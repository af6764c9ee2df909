import { AwsFault } from '../service/service.ts';
import type { DocumentFault } from './find-fault.ts';

/** Principals that are nobody: `stranger`; that name a provider as none is named: `federated`. */
type PrincipalFault = { readonly kind: 'stranger' | 'federated'; readonly text: string };

type Words = Readonly<Record<(DocumentFault | PrincipalFault)['kind'], (text: string) => string>>;

/** As IAM answers, in messages that users and other simulations of it quote; some of them are assumed. */
const ofIam: Words = {
  syntax: () => 'Syntax errors in policy.',
  version: () => 'Policy document must be version 2012-10-17 or greater.',
  effect: () => 'The policy failed legacy parsing',
  'no-action': () => 'Policy statement must contain actions.',
  'no-resource': () => 'Policy statement must contain resources.',
  'no-principal': () => 'Missing required field Principal',
  principal: () => 'Policy document should not specify a principal.',
  'resource-given': () => 'Has prohibited field Resource',
  sid: () => 'Statement IDs (SID) in a single policy must be unique.',
  vendor: () => 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  resource: (text) => `Resource ${text} must be in ARN format or "*".`,
  region: (text) => `IAM resource ${text} cannot contain region information.`,
  stranger: (text) => `Invalid principal in policy: ${text}`,
  federated: () => 'Federated principals must be valid domain names or SAML metadata ARNs',
};

const ofS3: Words = {
  ...ofIam,
  syntax: () => 'Invalid policy syntax.',
  version: () => 'The policy must contain a valid version string',
  effect: () => 'Invalid effect',
  'no-action': () => 'Missing required field Action',
  'no-resource': () => 'Missing required field Resource',
  vendor: () => 'Policy has invalid action',
  resource: () => 'Policy has invalid resource',
  region: () => 'Policy has invalid resource',
  stranger: () => 'Invalid principal in policy',
};

const ofKms: Words = {
  ...ofIam,
  'no-resource': () => 'Policy contains a statement with no resource.',
  'no-principal': () => 'Policy contains a statement with no principal.',
  stranger: () => 'Policy contains a statement with one or more invalid principals.',
};

/** Code and words by service; those of services that are not here are assumed. */
const byService: Readonly<Record<string, readonly [code: string, words: Words]>> = {
  IAM: ['MalformedPolicyDocument', ofIam],
  S3: ['MalformedPolicy', ofS3],
  KMS: ['MalformedPolicyDocumentException', ofKms],
  EC2: ['InvalidPolicyDocument', ofIam],
  SNS: ['InvalidParameter', ofIam],
};

/** Refusal of a document by the service of a type. */
export function malformed(type: string, fault: DocumentFault | PrincipalFault): AwsFault {
  const [, service = ''] = type.split('::');
  const [code, words] = byService[service] ?? (['ValidationException', ofIam] as const);
  return new AwsFault(code, words[fault.kind]('text' in fault ? fault.text : ''));
}
