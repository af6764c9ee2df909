import { minutesOf } from '../kinds/minutes.ts';
import type { WireJson } from '../world/resource-store.ts';
import { dependencies } from './dependencies.ts';
import { importsIn } from './references.ts';
import type { RehearsedTemplate } from './template.ts';

export interface LongestChain {
  /** Each stack after all those that it waits for, and otherwise at once. */
  readonly stacksMinutes: number;
  /** The same resources in one stack, where an import is a dependency on the resource behind it. */
  readonly oneStackMinutes: number;
  /** One after another, as where nothing runs at once. */
  readonly sumMinutes: number;
}

/**
 * AWS minutes of the longest chain of resources, over stacks by name and the names of the stacks that each waits for.
 *
 * Every branch of a condition counts as taken.
 */
export function longestChainMinutes(
  templates: Readonly<Record<string, RehearsedTemplate>>,
  after: Readonly<Record<string, readonly string[]>>,
): LongestChain {
  const perStack = Object.entries(templates).map(([stack, template]): [string, number] => [
    stack,
    longest(nodesOf(stack, template, new Map())),
  ]);
  const own = new Map(perStack);
  const stacks = new Map(
    perStack.map(([stack, minutes]) => [
      stack,
      { minutes, after: (after[stack] ?? []).filter((each) => own.has(each)) },
    ]),
  );
  const exported = exportedBy(templates);
  const nodes = Object.entries(templates).flatMap(([stack, template]) => [...nodesOf(stack, template, exported)]);
  return {
    stacksMinutes: longest(stacks),
    oneStackMinutes: longest(new Map(nodes)),
    sumMinutes: rounded(nodes.reduce((sum, [, { minutes }]) => sum + minutes, 0)),
  };
}

interface Node {
  readonly minutes: number;
  readonly after: readonly string[];
}

function nodesOf(stack: string, { Resources: resources }: RehearsedTemplate, exported: ReadonlyMap<string, string>) {
  const needs = dependencies(resources);
  return new Map(
    Object.entries(resources).map(([name, { Type: type, Properties: properties }]): [string, Node] => {
      const own = (needs.get(name) ?? []).map((each) => `${stack}/${each}`);
      const others = importsIn(properties).flatMap((each) => exported.get(JSON.stringify(each)) ?? []);
      return [`${stack}/${name}`, { minutes: minutesOf(type), after: [...own, ...others] }];
    }),
  );
}

/** By the name of an export as it is written, the resource that it is a value of. */
function exportedBy(templates: Readonly<Record<string, RehearsedTemplate>>): Map<string, string> {
  const entries = Object.entries(templates).flatMap(([stack, { Outputs: outputs = {} }]) =>
    Object.values(outputs).flatMap(({ Value: value, Export: exported }): [string, string][] => {
      const [resource] =
        dependencies({ Output: { Type: '', Properties: { value } }, ...templates[stack]?.Resources }).get('Output') ??
        [];
      return exported === undefined || resource === undefined
        ? []
        : [[JSON.stringify(exported.Name satisfies WireJson), `${stack}/${resource}`]];
    }),
  );
  return new Map(entries);
}

function longest(nodes: ReadonlyMap<string, Node>): number {
  const ends = new Map<string, number>();
  const endOf = (name: string): number => {
    const known = ends.get(name);
    if (known !== undefined) return known;
    const node = nodes.get(name);
    const end = node === undefined ? 0 : node.minutes + Math.max(0, ...node.after.map(endOf));
    ends.set(name, end);
    return end;
  };
  return rounded(Math.max(0, ...[...nodes.keys()].map(endOf)));
}

function rounded(minutes: number): number {
  return Math.round(minutes * 100) / 100;
}
