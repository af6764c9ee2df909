import type { Template } from '../template.ts';
import type { WrittenReference } from './written-references.ts';

/** Resources that wait for one another, the first one again at the end; null: none do. */
export function circularDependency(
  template: Template,
  referencesOf: (resource: string) => readonly WrittenReference[],
): readonly string[] | null {
  return cycleIn(Object.keys(template.Resources), (name) => needed(template, name, referencesOf(name)));
}

/** A way through a graph that ends where it began; null: there is none. */
export function cycleIn(nodes: readonly string[], next: (node: string) => Iterable<string>): readonly string[] | null {
  const done = new Set<string>();
  for (const start of nodes) {
    const cycle = cycleFrom(start, next, done);
    if (cycle) return cycle;
  }
  return null;
}

/** Depth first without recursion: a chain may be as long as a template. */
function cycleFrom(start: string, next: (node: string) => Iterable<string>, done: Set<string>): string[] | null {
  if (done.has(start)) return null;
  const trail = [start];
  const onTrail = new Set(trail);
  const ahead = [next(start)[Symbol.iterator]()];
  while (trail.length > 0) {
    const step = ahead.at(-1)?.next();
    if (step && !step.done) {
      if (onTrail.has(step.value)) return [...trail.slice(trail.indexOf(step.value)), step.value];
      if (done.has(step.value)) continue;
      trail.push(step.value);
      onTrail.add(step.value);
      ahead.push(next(step.value)[Symbol.iterator]());
      continue;
    }
    const left = trail.pop();
    ahead.pop();
    if (left === undefined) break;
    onTrail.delete(left);
    done.add(left);
  }
  return null;
}

function needed(template: Template, name: string, references: readonly WrittenReference[]): Set<string> {
  const names = new Set([template.Resources[name]?.DependsOn ?? []].flat());
  for (const reference of references) {
    if (reference.kind === 'ref' || reference.kind === 'attribute') names.add(reference.name);
  }
  return new Set([...names].filter((each) => Object.hasOwn(template.Resources, each)));
}
