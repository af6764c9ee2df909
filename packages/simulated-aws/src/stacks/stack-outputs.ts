import type { WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { resolved } from './dynamic-references.ts';
import { evaluate, holds, type StackScope } from './evaluate.ts';
import { validationError } from './parse-template.ts';
import { importsIn } from './references.ts';
import type { Stack, StackOutput } from './stack.ts';
import { exportsOf, importersOf } from './stack-book.ts';

/** Outputs that a stack gives away; throws where it may not. */
export function stackOutputs(world: World, stack: Stack, scope: StackScope): StackOutput[] {
  const outputs = Object.entries(scope.template.Outputs ?? {})
    .filter(([, { Condition: condition }]) => condition === undefined || holds(condition, scope))
    .map(([key, { Value: value, Description: description = null, Export: exported }]) => ({
      key,
      value: textOf(resolved(evaluate(value, scope) ?? '', 'Outputs', world)),
      description,
      exportName: exported === undefined ? null : textOf(evaluate(exported.Name, scope)),
    }));
  checkTaken(world, stack, outputs);
  checkUsed(world, stack, outputs);
  return outputs;
}

function textOf(value: WireJson | undefined): string {
  if (Array.isArray(value)) return value.map(String).join(',');
  if (value === undefined || value === null || typeof value === 'object')
    throw validationError('Template format error: The Value field of every Outputs member must evaluate to a String.');
  return String(value);
}

function checkTaken(world: World, stack: Stack, outputs: readonly StackOutput[]): void {
  for (const { exportName } of outputs.filter((output) => output.exportName !== null)) {
    const other = exportsOf(world).find((each) => each.exportName === exportName && each.stack !== stack);
    if (other)
      throw validationError(`Export with name ${exportName} is already exported by stack ${other.stack.name}.`);
  }
}

function checkUsed(world: World, stack: Stack, outputs: readonly StackOutput[]): void {
  for (const { exportName, value } of stack.outputs) {
    if (exportName === null) continue;
    const importers = importersOf(world, exportName).join(', ');
    const after = outputs.find((output) => output.exportName === exportName);
    if (importers === '' || after?.value === value) continue;
    const verb = after === undefined ? 'deleted' : 'updated';
    throw validationError(`Export ${exportName} cannot be ${verb} as it is in use by ${importers}`);
  }
}

/** Names of the exports of other stacks that a template asks for. */
export function importedNames(scope: StackScope): string[] {
  const { Resources: resources, Outputs: outputs = {} } = scope.template;
  const parts = [
    ...Object.values(resources).map(({ Properties: properties }) => properties),
    ...Object.values(outputs).map((output) => output.Value),
  ];
  return [...new Set(parts.flatMap(importsIn).map((name) => textOf(evaluate(name, scope))))];
}
