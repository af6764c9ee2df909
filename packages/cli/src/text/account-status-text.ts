import type { AccountStatus, DriftedResource } from '@atelier/aws/account';
import { table } from './table.ts';

/** What a workspace is like on AWS, for people. */
export function accountStatusText(now: AccountStatus, drift: readonly DriftedResource[] | null): string {
  if (now.stacks.length === 0 && now.costs.length === 0) return 'Nothing of this workspace is in the account.\n';
  return [
    table(now.stacks.map(({ name, status, reason }) => [name, status, reason ?? ''])),
    table(now.apps.map(({ owner, type, instance, status }) => [owner, type, instance ?? '', status])),
    table(now.costs.map(({ what, usd }) => [what, usd === null ? '?' : `${usd.toFixed(3)} USD/h`])),
    `${now.hourlyUsd.toFixed(3)} USD an hour is known to be charged now.\n`,
    drift === null ? '' : driftText(drift),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function driftText(drift: readonly DriftedResource[]): string {
  if (drift.length === 0) return 'Everything is as its stack made it.\n';
  return table(drift.map(({ stack, resource, status }) => [stack, resource, status]));
}
