import type { Value } from '@atelier/cloudformation';

/** Policies of AWS that give all rights to a service or to everything, or let all of its data be read. */
const broad =
  /(FullAccess|Administrator|AdministratorAccess|PowerUser|PowerUserAccess|ReadOnly|ReadOnlyAccess|ReadWrite|ReadWriteAccess|DataScientist|AWSGlueServiceRole)$/;

/**
 * Policies of AWS that were read and found to let nobody read data, get at other roles or open the network: what a
 * service needs to write logs, to have network interfaces, or to be managed. As of 2026-11.
 */
const reviewed: ReadonlySet<string> = new Set([
  'service-role/AWSLambdaBasicExecutionRole',
  'service-role/AWSLambdaVPCAccessExecutionRole',
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
  'service-role/AmazonRDSEnhancedMonitoringRole',
  'service-role/AWSAppSyncPushToCloudWatchLogs',
  'service-role/AWSIoTLogging',
  'AWSXRayDaemonWriteAccess',
  'AWSXrayWriteOnlyAccess',
  'CloudWatchAgentServerPolicy',
  'IAMUserChangePassword',
]);

/** Reach of a policy of AWS, as far as it is known. */
export type Reach = 'broad' | 'reviewed' | 'unread';

/** The reach of a policy of AWS; undefined: it is none of AWS's. */
export function reachOfAwsPolicy(arn: Value): Reach | undefined {
  const name = typeof arn === 'string' ? /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1] : undefined;
  if (name === undefined) return undefined;
  if (reviewed.has(name)) return 'reviewed';
  return broad.test(name) ? 'broad' : 'unread';
}
