import { own } from '@atelier/cloudformation';

/** What is at a path of names in a value: `Budget.BudgetName`. */
export function valueAt(value: unknown, path: string): unknown {
  return path.split('.').reduce(own, value);
}
