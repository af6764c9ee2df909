import { regionNamed } from '@atelier/aws-regions';
import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';
import { anyAccount } from '../guardrails/guardrail.ts';
import { groundOfAccount } from '../journeys/ground-of-account.ts';
import { noLimits } from '../journeys/limits/account-limits.ts';
import { type PlannedAccount, plannedAccount } from '../journeys/planned-account.ts';

/** The account that templates would make, ready to be asked. */
export interface AskedAccount {
  readonly ground: PolicyGround;
  readonly account: PlannedAccount;
}

/** An account for questions; `id` is its digits where the file does not say them, so that ARNs of it are understood. */
export function askedAccount(workspace: Workspace, stacks: readonly StackTemplate[], id?: string): AskedAccount {
  const { region = '', account = null } = workspace.aws ?? {};
  const partition = regionNamed(region)?.partition ?? 'aws';
  const place = { partition, region, account: account ?? id ?? anyAccount };
  const planned = plannedAccount(evaluate(stacks, place), place, workspace, noLimits);
  return { ground: groundOfAccount(workspace, planned, place), account: planned };
}
