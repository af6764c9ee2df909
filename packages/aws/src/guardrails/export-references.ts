import { cycleIn, referencesOf, type StackTemplate } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

interface Import {
  readonly stack: string;
  readonly resource: string;
  readonly path: string;
  readonly name: string;
}

/** Every import of a stack is exported by another one, once, and no two stacks wait for each other. */
export function checkExportReferences({ templates }: Guarded): GuardrailFinding[] {
  const exporters = exportersByName(templates);
  const imports = templates.flatMap(importsOf);
  return [...missing(imports, exporters), ...twice(exporters), ...circular(templates, imports, exporters)];
}

function missing(imports: readonly Import[], exporters: ReadonlyMap<string, readonly string[]>): GuardrailFinding[] {
  return imports
    .filter(({ name }) => !exporters.has(name))
    .map(({ name, ...place }) =>
      failure(place, `It imports ${name}, which none of these stacks exports`, 'Export it, or compute the value.'),
    );
}

function twice(exporters: ReadonlyMap<string, readonly string[]>): GuardrailFinding[] {
  return [...exporters]
    .filter(([, stacks]) => stacks.length > 1)
    .map(([name, stacks]) =>
      failure(
        { stack: stacks[1] ?? null },
        `${name} is exported by ${stacks.join(' and ')}; a region takes each name once`,
        'Give one of the exports another name.',
      ),
    );
}

function circular(
  templates: readonly StackTemplate[],
  imports: readonly Import[],
  exporters: ReadonlyMap<string, readonly string[]>,
): GuardrailFinding[] {
  const byStack = Map.groupBy(imports, (each) => each.stack);
  const needed = (stack: string) =>
    new Set((byStack.get(stack) ?? []).flatMap(({ name }) => exporters.get(name) ?? []));
  const cycle = cycleIn(
    templates.map((each) => each.stack),
    needed,
  );
  if (!cycle) return [];
  const message = `These stacks wait for one another and can never be deployed: ${cycle.join(' -> ')}`;
  return [failure({ stack: cycle[0] ?? null }, message, 'Compute one of the imported values from names instead.')];
}

function exportersByName(templates: readonly StackTemplate[]): Map<string, string[]> {
  const exporters = new Map<string, string[]>();
  for (const { stack, template } of templates) {
    for (const output of Object.values(template.Outputs ?? {})) {
      if (!output.Export) continue;
      const name = textOf(output.Export.Name);
      exporters.set(name, [...(exporters.get(name) ?? []), stack]);
    }
  }
  return exporters;
}

function importsOf({ stack, template }: StackTemplate): Import[] {
  return Object.entries(template.Resources).flatMap(([resource, each]) =>
    referencesOf(each).flatMap((reference) =>
      reference.kind === 'imported' ? [{ stack, resource, path: reference.path, name: textOf(reference.value) }] : [],
    ),
  );
}

/** A name that is computed is compared as it is written. */
function textOf(name: unknown): string {
  return typeof name === 'string' ? name : JSON.stringify(name);
}
