import { own } from '@atelier/cloudformation';

/** Value at a path of names in another value: `Budget.BudgetName`. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce(own, value);
}
