import type { PolicyGround } from '../access/policy-ground.ts';

/**
 * An ARN with the ids that AWS has given in place of those that stand for them here: the domain's and the key's. A key of the
 * account in this region is taken to be the workspace's.
 */
export function plainArn({ ids, names }: PolicyGround, arn: string): string {
  const { partition, region, account } = names.place;
  const key = `arn:${partition}:kms:${region}:${account}:key/`;
  if (arn.startsWith(key)) return ids.keyArn;
  return arn.replace(
    /^(arn:[^:]*:sagemaker:[^:]*:[^:]*:(?:domain|space|app|user-profile)\/)d-[a-z0-9]+/,
    `$1${ids.domain}`,
  );
}
