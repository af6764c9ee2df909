import type { PolicyDocument } from './policy.ts';

/** Most characters of all inline policies of one role together, and of one managed policy (quotas of IAM). */
export const inlineQuota = 10_240;
export const managedQuota = 6_144;

/** Characters of what the CDK knows only as a token: at most that of an ARN. */
const longest = 80;
const lengths: Readonly<Record<string, number>> = { AccountId: 12, Partition: 'aws-us-gov'.length };

/** Characters of a policy as IAM counts them: white space is free. */
export function policySize(policy: PolicyDocument): number {
  const text = JSON.stringify(policy).replace(/\s/g, '');
  const known = text.replace(/\$\{Token\[(?:AWS\.)?([^\].]*)[^\]]*\]\}/g, (_, what: string) =>
    '-'.repeat(lengths[what] ?? longest),
  );
  return known.length;
}
