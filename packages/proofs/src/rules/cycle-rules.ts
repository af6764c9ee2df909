import { type EvaluatedResource, referencesIn } from '@atelier/cloudformation';
import { addressOf, type Model } from '../model.ts';
import type { Rule, Violation } from '../rule.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

function cycles(model: Model): Violation[] {
  return [...resourceCycles(model), ...stackCycles(model)];
}

function resourceCycles({ stacks }: Model): Violation[] {
  const resources = stacks.flatMap((stack) => stack.resources);
  const byAddress = new Map(resources.map((resource) => [addressOf(resource), resource]));
  const graph = new Map(resources.map((resource) => [addressOf(resource), neighbours(resource)]));
  return circlesIn(graph).flatMap((circle) => {
    const [first] = circle.flatMap((address) => byAddress.get(address) ?? []);
    return first === undefined
      ? []
      : [
          circleHole(
            first,
            circle.map((address) => address.slice(address.lastIndexOf('/') + 1)),
          ),
        ];
  });
}

/** Resources of the same stack that one waits for; other stacks are there before or after as a whole. */
function neighbours({ stack, properties, dependsOn }: EvaluatedResource): string[] {
  const referred = referencesIn(properties).filter((reference) => reference.stack === stack);
  return [...new Set([...referred.map(addressOf), ...dependsOn.map((logicalId) => addressOf({ stack, logicalId }))])];
}

/** Nested stacks belong to the stack around them. */
function stackCycles({ stacks }: Model): Violation[] {
  const outermost = (stack: string) => stack.split('/')[0] ?? stack;
  const graph = new Map<string, string[]>();
  for (const { stack, resources } of stacks) {
    const others = referencesIn(resources.map(({ properties }) => properties)).map((one) => outermost(one.stack));
    const own = outermost(stack);
    graph.set(own, [...new Set([...(graph.get(own) ?? []), ...others.filter((other) => other !== own)])]);
  }
  return circlesIn(graph).map((circle) => circleHole({ stack: circle[0] ?? '', logicalId: '' }, circle));
}

function circleHole(at: Violation['at'], names: readonly string[]): Violation {
  const way = [...names, names[0]].join(' -> ');
  return {
    at,
    path: 'DependsOn',
    message: `None of these can be made before the other: ${way}.`,
    fix: 'Take one reference away.',
  };
}

interface Visit {
  readonly node: string;
  readonly next: Iterator<string>;
}

/** One circle out of each knot of a graph, without recursion: graphs may be as deep as a template has resources. */
function circlesIn(graph: Graph): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  for (const start of graph.keys()) {
    if (done.has(start)) continue;
    const trail: Visit[] = [visit(start, graph)];
    const onTrail = new Set([start]);
    for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
      const { value: node, done: isOver } = last.next.next();
      if (isOver === true) {
        done.add(last.node);
        onTrail.delete(last.node);
        trail.pop();
      } else if (onTrail.has(node)) {
        circles.push(trail.slice(trail.findIndex((one) => one.node === node)).map((one) => one.node));
      } else if (!done.has(node) && graph.has(node)) {
        trail.push(visit(node, graph));
        onTrail.add(node);
      }
    }
  }
  return distinct(circles);
}

function visit(node: string, graph: Graph): Visit {
  return { node, next: (graph.get(node) ?? [])[Symbol.iterator]() };
}

/** Circles that share a member are one knot: the first of them is enough. */
function distinct(circles: readonly string[][]): string[][] {
  const seen = new Set<string>();
  return circles.filter((circle) => {
    const isNew = circle.every((node) => !seen.has(node));
    for (const node of circle) seen.add(node);
    return isNew;
  });
}

export const cycleRules: readonly Rule[] = [
  {
    id: 'cycle',
    proves: 'No resource and no stack waits for itself, so that the templates can be deployed.',
    beyond: '',
    violations: cycles,
  },
];
