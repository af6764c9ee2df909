import type { AccountCosts, AccountStatus, DriftedResource, SignInStatus } from '@atelier/aws-account';
import { notOursText } from './not-ours-text.ts';
import { signInStatusText } from './sign-in-status-text.ts';
import { table } from './table.ts';

/** The state of a workspace on AWS, for people. */
export function accountStatusText(
  now: AccountStatus & { readonly signIn: SignInStatus },
  drift: readonly DriftedResource[] | null,
): string {
  const notOurs = notOursText(now.notOurs);
  if (now.stacks.length === 0 && now.costs.length === 0)
    return `Nothing of this workspace is in the account.\n${notOurs}`;
  const parts = [
    rowsText(
      ['STACK', 'STATUS', ''],
      now.stacks.map(({ name, status, reason }) => [name, status, reason ?? '']),
    ),
    rowsText(
      ['APP OF', 'KIND', 'INSTANCE', 'STATUS'],
      now.apps.map(({ owner, type, instance, status }) => [owner, type, instance ?? '', status]),
    ),
    costsText(now),
    signInStatusText(now.signIn),
    drift === null ? '' : driftText(drift),
  ];
  return `${parts.filter((part) => part !== '').join('\n')}${notOurs}`;
}

function rowsText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : table([head, ...rows]);
}

/** The charges of now, each thing and all together. */
export function costsText({ costs, hourlyUsd, monthlyUsd }: AccountCosts): string {
  if (costs.length === 0) return 'Nothing is charged.\n';
  const rows = costs.map(({ what, hourlyUsd: usd, runs }) => [
    what,
    usd === null ? 'unknown' : `${usd.toFixed(4)} USD/h`,
    runs === 'in-use' ? 'only while used' : '',
  ]);
  const unknown = costs.some(({ hourlyUsd: usd }) => usd === null) ? ', and what is unknown comes on top' : '';
  return `${table(rows)}${hourlyUsd.toFixed(3)} USD an hour, ${monthlyUsd.toFixed(2)} a month, is charged now${unknown}.\n`;
}

function driftText(drift: readonly DriftedResource[]): string {
  if (drift.length === 0) return 'Everything is as its stack made it.\n';
  return rowsText(
    ['STACK', 'RESOURCE', 'DRIFT'],
    drift.map(({ stack, resource, status }) => [stack, resource, status]),
  );
}
