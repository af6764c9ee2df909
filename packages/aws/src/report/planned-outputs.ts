import { evaluate, type StackTemplate } from '@atelier/cloudformation';

/** Something that other systems can read from a stack. */
export interface PlannedOutput {
  readonly stack: string;
  readonly name: string;
  readonly description: string | null;
  /** Null: only a deployment knows it. */
  readonly value: string | null;
}

/** Names that the CDK gives to what one of our stacks takes from another. */
const crossStack = /^ExportsOutput/;

/** The outputs of stacks as far as they are known before a deployment; what stacks pass to each other is left out. */
export function plannedOutputs(stacks: readonly StackTemplate[]): readonly PlannedOutput[] {
  const evaluated = evaluate(stacks);
  return stacks.flatMap(({ stack, template }) =>
    Object.entries(template.Outputs ?? {})
      .filter(([name]) => !crossStack.test(name))
      .map(([name, { Description }]) => {
        const value = evaluated.find((candidate) => candidate.stack === stack)?.outputs[name];
        const known = typeof value === 'string' && !value.includes('⟨') ? value : null;
        return { stack, name, description: Description ?? null, value: known };
      }),
  );
}
