import { regionNamed } from '@atelier/aws-regions';
import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';
import { anyAccount } from '../guardrails/guardrail.ts';
import { groundOfAccount } from '../journeys/ground-of-account.ts';
import { type AccountLimits, noLimits } from '../journeys/limits/account-limits.ts';
import { ownBoundary } from '../journeys/limits/own-boundary.ts';
import { type PlannedAccount, plannedAccount } from '../journeys/planned-account.ts';

/** The account that templates would make, ready to be asked. */
export interface AskedAccount {
  readonly ground: PolicyGround;
  readonly account: PlannedAccount;
}

export interface AccountTold {
  /** Digits of the account where the file does not say them, so that ARNs of it are understood. */
  readonly id?: string | undefined;
  /** Policies over the account; left out: none, and the own boundary where the file names it. */
  readonly limits?: AccountLimits | undefined;
}

/** An account for questions. */
export function askedAccount(
  workspace: Workspace,
  stacks: readonly StackTemplate[],
  { id, limits = noLimits }: AccountTold = {},
): AskedAccount {
  const { region = '', account = null } = workspace.aws ?? {};
  const partition = regionNamed(region)?.partition ?? 'aws';
  const place = { partition, region, account: account ?? id ?? anyAccount };
  const boundary = limits.boundary ?? ownBoundary(workspace, stacks);
  const planned = plannedAccount(evaluate(stacks, place), place, workspace, { ...limits, boundary });
  return { ground: groundOfAccount(workspace, planned, place), account: planned };
}
