import type { CallerIdentity } from '../../service/service.ts';
import type { World } from '../../world/world.ts';

/**
 * Whose access key it is: that of a role's session if it was given out for one, otherwise that of a session of the role
 * named, which need not be there, or else the account's own user.
 */
export function callerOf(accessKeyId: string, role: string | undefined, world: World): CallerIdentity {
  const arn = (service: string, who: string) => `arn:${world.partition}:${service}::${world.account}:${who}`;
  const other = role === undefined ? arn('iam', 'user/rehearsal') : arn('sts', `assumed-role/${role}/rehearsal`);
  return { accessKeyId, arn: world.accessKeys.get(accessKeyId) ?? other };
}

/** A new access key for somebody. */
export function newAccessKey(arn: string, { accessKeys }: World): string {
  const accessKeyId = `ASIA${String(accessKeys.size + 1).padStart(16, '0')}`;
  accessKeys.set(accessKeyId, arn);
  return accessKeyId;
}
