import type { Draft, Spot } from '../../../proofs/test/draft.ts';
import { written } from '../example.ts';

export const account = '111122223333';
export const operator = `arn:aws:iam::${account}:role/ml/ops`;

/** People who sign in from an office and a VPN, a project into which others deliver, and one besides. */
export const workspace = written(`
workspace: acme
aws: { region: eu-central-1, account: "${account}", operators: ["${operator}"] }
signIn: { provider: { kind: saml, arn: "arn:aws:iam::${account}:saml-provider/company" } }
network: { access: ["203.0.113.0/24", "10.1.0.0/16"] }
people: { lead: { role: lead-data-scientist }, ann: { role: data-scientist }, vi: { role: viewer } }
projects:
  sales: { members: [lead, ann, vi], flows: [weekly.yaml], deliverFrom: { senders: ["arn:aws:iam::444455556666:role/exporter", "777788889999"] } }
  churn: { members: [lead] }
`);

export interface Statement {
  readonly Sid?: string;
  readonly Action?: unknown;
  readonly Principal?: { readonly AWS?: readonly string[] };
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A door that is opened, who has to notice (guardrails by `guardrails/`, else rules of the proof), and how it is done. */
export type OpenedDoor = readonly [name: string, found: readonly string[], open: (draft: Draft) => void];

export const list = 'Properties.PolicyDocument.Statement';
export const keyList = 'Properties.KeyPolicy.Statement';
export const trustList = 'Properties.AssumeRolePolicyDocument.Statement';

export const role = (draft: Draft, name: string) =>
  draft.find('AWS::IAM::Role', (text) => text.includes(`"RoleName":"${name}"`));
export const policyNamed = (draft: Draft, name: string) =>
  draft.find('AWS::IAM::ManagedPolicy', (text) => text.includes(`"ManagedPolicyName":"${name}"`));
export const bucketPolicy = (draft: Draft, holds: (text: string) => boolean) =>
  draft.find('AWS::S3::BucketPolicy', holds);
export const key = (draft: Draft) => draft.find('AWS::KMS::Key');

/** Changes, or with null takes away, the one statement of a name. */
export function edit(
  draft: Draft,
  spot: Spot,
  sid: string,
  change: (one: Statement) => object | null,
  path = list,
): void {
  const all = draft.get(spot, path) as readonly Statement[];
  if (all.filter(({ Sid }) => Sid === sid).length !== 1) throw new Error(`${sid} is not there once.`);
  draft.set(
    spot,
    path,
    all.map((one) => (one.Sid === sid ? change(one) : one)).filter((one) => one !== null),
  );
}

export function below(draft: Draft, spot: Spot, rest: string): object {
  const { Ref } = draft.get(spot, 'Properties.Bucket') as { Ref: string };
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [Ref, 'Arn'] }, rest]] };
}

const withCondition = (one: Statement, more: object) => ({ ...one, Condition: { ...one.Condition, ...more } });
export const spares = (one: Statement, arn: string) => withCondition(one, { ArnNotLike: { 'aws:PrincipalArn': arn } });
