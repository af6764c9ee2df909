import type { PlannedOutput } from '@atelier/aws';
import { table } from './table.ts';

/** The values that other systems can read from the stacks. */
export function outputsText(outputs: readonly PlannedOutput[]): string {
  const rows = outputs.map(({ stack, name, value, description }) => [
    stack,
    name,
    value ?? '(known once deployed)',
    description ?? '',
  ]);
  return table([['STACK', 'OUTPUT', 'VALUE', ''], ...rows]);
}
