import { type PlannedOutput, plannedOutputs } from '@atelier/aws';
import type { StackTemplate } from '@atelier/cloudformation';
import type { Deployment } from './deploy.ts';

/** Outputs of the stacks that other systems can read, with the values that the deployment gave them. */
export function deployedOutputs(
  stacks: readonly StackTemplate[],
  deployment: Pick<Deployment, 'stacks'>,
): readonly PlannedOutput[] {
  const values = new Map(deployment.stacks.map(({ stack, outputs }) => [stack, outputs]));
  return plannedOutputs(stacks).map((output) => ({
    ...output,
    value: values.get(output.stack)?.[output.name] ?? output.value,
  }));
}
