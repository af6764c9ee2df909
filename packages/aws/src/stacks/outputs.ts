import { CfnOutput, type Stack } from 'aws-cdk-lib';

/** Outputs of a stack by name, each with what it is and its value; those without a value are left out. */
export function outputs(stack: Stack, values: Readonly<Record<string, readonly [string, string | undefined]>>): void {
  for (const [name, [description, value]] of Object.entries(values)) {
    if (value !== undefined) new CfnOutput(stack, name, { description, value });
  }
}
