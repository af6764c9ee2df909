import { isDeepStrictEqual } from 'node:util';
import {
  certaintyAt,
  type Replacement,
  referencesOf,
  replacements,
  type StackTemplate,
  type TemplateResource,
  type WrittenReference,
  writtenReferences,
} from '@atelier/cloudformation';
import type { Guarded } from './guardrail.ts';
import { sameOnceKnown } from './same-once-known.ts';

/** Why a resource would be replaced. */
export interface ReplacementCause {
  readonly certainty: Replacement['certainty'];
  readonly path: string;
  readonly because: string;
}

interface Use {
  readonly key: string;
  readonly type: string;
  readonly path: string;
}

/** Every resource of a set of templates by `stack/logical id`. */
export function resourcesByKey(templates: readonly StackTemplate[]): Map<string, TemplateResource> {
  return new Map(
    templates.flatMap(({ stack, template }) =>
      Object.entries(template.Resources).map(([name, resource]) => [`${stack}/${name}`, resource] as const),
    ),
  );
}

/**
 * Resources that stay under their logical id and would be replaced: those with a changed property that cannot be changed
 * in place, and those that refer in such a property to one that is replaced.
 */
export function replacedResources(guarded: Guarded): ReadonlyMap<string, ReplacementCause> {
  const known = remembered.get(guarded) ?? replacedAnew(guarded);
  remembered.set(guarded, known);
  return known;
}

/** Two guardrails ask the same. */
const remembered = new WeakMap<Guarded, ReadonlyMap<string, ReplacementCause>>();

function replacedAnew(guarded: Guarded): Map<string, ReplacementCause> {
  const { deployed = [], templates } = guarded;
  const before = resourcesByKey(deployed);
  const isSame = sameOnceKnown(guarded);
  const replaced = new Map<string, ReplacementCause>();
  for (const [key, resource] of resourcesByKey(templates)) {
    const old = before.get(key);
    const cause = old ? ownCause(old, resource, (path) => isSame(key, path)) : null;
    if (cause) replaced.set(key, cause);
  }
  return replaced.size === 0 ? replaced : withDependents(replaced, before, templates);
}

function ownCause(
  old: TemplateResource,
  resource: TemplateResource,
  isSame: (path: string) => boolean,
): ReplacementCause | null {
  if (old.Type !== resource.Type) {
    return { certainty: 'yes', path: 'Type', because: `its type changes from ${old.Type} to ${resource.Type}` };
  }
  const changed = replacements(resource.Type, old.Properties ?? {}, resource.Properties ?? {});
  const found = changed.filter(({ path }) => !isSame(path));
  const first = found.find((each) => each.certainty === 'yes') ?? found[0];
  if (!first) return null;
  const because = `it changes from ${shown(without(first.before, first.after))} to ${shown(without(first.after, first.before))}`;
  return { certainty: first.certainty, path: first.path, because };
}

/** Adds what refers to replaced resources: these get a new id or ARN, so what was made with the old may be made again. */
function withDependents(
  replaced: Map<string, ReplacementCause>,
  before: ReadonlyMap<string, TemplateResource>,
  after: readonly StackTemplate[],
): Map<string, ReplacementCause> {
  const uses = usesByTarget(after);
  const open = [...replaced];
  for (let next = open.pop(); next; next = open.pop()) {
    const [target, { certainty }] = next;
    for (const { key, type, path } of uses.get(target) ?? []) {
      const at = certaintyAt(type, path);
      const both = certainty === 'yes' && at === 'yes' ? 'yes' : 'maybe';
      const known = replaced.get(key)?.certainty;
      if (!at || !before.has(key) || known === 'yes' || known === both) continue;
      const cause = { certainty: both, path, because: `it refers to ${target}, which would be replaced` } as const;
      replaced.set(key, cause);
      open.push([key, cause]);
    }
  }
  return replaced;
}

function usesByTarget(templates: readonly StackTemplate[]): Map<string, Use[]> {
  const exported = exportedTargets(templates);
  const uses = new Map<string, Use[]>();
  for (const { stack, template } of templates) {
    for (const [name, resource] of Object.entries(template.Resources)) {
      for (const reference of referencesOf(resource)) {
        const use = { key: `${stack}/${name}`, type: resource.Type, path: reference.path };
        for (const target of targetsOf(stack, reference, exported)) {
          const known = uses.get(target);
          if (known) known.push(use);
          else uses.set(target, [use]);
        }
      }
    }
  }
  return uses;
}

/** Resources behind the name of each export. */
function exportedTargets(templates: readonly StackTemplate[]): Map<string, string[]> {
  return new Map(
    templates.flatMap(({ stack, template }) =>
      Object.values(template.Outputs ?? {}).flatMap((output) => {
        if (!output.Export) return [];
        const targets = writtenReferences(output.Value, 'Value').flatMap((each) => targetsOf(stack, each, new Map()));
        return [[JSON.stringify(output.Export.Name), targets] as const];
      }),
    ),
  );
}

function targetsOf(
  stack: string,
  reference: WrittenReference,
  exported: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (reference.kind === 'ref' || reference.kind === 'attribute') return [`${stack}/${reference.name}`];
  return reference.kind === 'imported' ? (exported.get(JSON.stringify(reference.value)) ?? []) : [];
}

/** Of a list, what the other one has not. */
function without(value: unknown, other: unknown): unknown {
  if (!Array.isArray(value) || !Array.isArray(other)) return value;
  return value.filter((item) => !other.some((each) => isDeepStrictEqual(item, each)));
}

const longestShown = 120;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
