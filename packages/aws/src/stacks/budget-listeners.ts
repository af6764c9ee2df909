import type { Workspace } from '@atelier/core';

/** AWS Budgets tells up to ten addresses of an amount. */
const mostListeners = 10;

export interface BudgetListeners {
  readonly notified: readonly string[];
  /** Addresses for which there is no room; the budgets of their projects tell them. */
  readonly omitted: readonly string[];
}

/** Whom the workspace's budget tells: the addresses of its projects, in the order of the file. */
export function budgetListeners({ projects }: Workspace): BudgetListeners {
  const addresses = [...new Set(projects.flatMap(({ notify }) => notify))];
  return { notified: addresses.slice(0, mostListeners), omitted: addresses.slice(mostListeners) };
}
