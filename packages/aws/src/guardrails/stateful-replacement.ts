import { isDeepStrictEqual } from 'node:util';
import type { TemplateResource } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';
import { type ReplacementCause, replacedResources, resourcesByKey } from './replaced-resources.ts';
import { type StatefulKind, statefulKind } from './stateful-kind.ts';

/** No resource that holds what cannot be made again would be replaced or lost by deploying these templates. */
export function checkStatefulReplacement(guarded: Guarded): GuardrailFinding[] {
  const { templates, deployed } = guarded;
  if (!deployed) return [];
  const before = resourcesByKey(deployed);
  const after = resourcesByKey(templates);
  const replaced = replacedResources(guarded);
  const stacks = new Set(templates.map(({ stack }) => stack));
  const newcomers = newcomersByType(before, after);
  return [...before].flatMap(([key, resource]) => {
    const kind = statefulKind(resource.Type);
    if (!kind) return [];
    if (!after.has(key)) return gone({ key, resource, kind }, newcomers, stacks);
    const cause = replaced.get(key);
    return cause ? [replacement(key, resource, kind, cause)] : [];
  });
}

function replacement(key: string, resource: TemplateResource, kind: StatefulKind, cause: ReplacementCause) {
  const property = /^Properties\.([^.[]+)/.exec(cause.path)?.[1] ?? '';
  const certain = cause.certainty === 'yes';
  const message =
    `${property || cause.path} of ${resource.Type} ${certain ? 'cannot' : 'can perhaps not'} be changed in place, and ` +
    `${cause.because}. A new one would take its place, without ${kind.holds}`;
  const place = { ...placeOf(key), path: cause.path };
  return (certain ? failure : warning)(place, message, kind.wayRoundFor?.[property] ?? kind.wayRound);
}

type Newcomers = ReadonlyMap<string, readonly (readonly [key: string, resource: TemplateResource])[]>;

/** Stateful resources that were not there before. */
function newcomersByType(
  before: ReadonlyMap<string, TemplateResource>,
  after: ReadonlyMap<string, TemplateResource>,
): Newcomers {
  return Map.groupBy(
    [...after].filter(([key, resource]) => !before.has(key) && statefulKind(resource.Type)),
    ([, resource]) => resource.Type,
  );
}

interface Gone {
  readonly key: string;
  readonly resource: TemplateResource;
  readonly kind: StatefulKind;
}

/** A stack of which no template is left stays with all that it holds, unless the same comes in another. */
function gone(
  { key, resource, kind }: Gone,
  newcomers: Newcomers,
  stacks: ReadonlySet<string>,
): readonly GuardrailFinding[] {
  const alike = newcomers.get(resource.Type) ?? [];
  const again = alike.find((other) => isSame([key, resource], other, kind));
  if (again) return [moved(key, resource, kind, again[0])];
  const renamed = kind.goesWithPerson
    ? undefined
    : alike.find(([other]) => isRenamedStack(placeOf(key), placeOf(other)));
  if (renamed) return [renaming(key, resource, kind, renamed[0])];
  return stacks.has(placeOf(key).stack) ? [removal(key, resource, kind)] : [];
}

function removal(key: string, resource: TemplateResource, kind: StatefulKind): GuardrailFinding {
  const place = placeOf(key);
  const stays = ['Retain', 'RetainExceptOnCreate', 'Snapshot'].includes(resource.DeletionPolicy ?? '');
  if (stays || kind.goesWithPerson) {
    const fate = stays ? 'It stays in the account, and no stack knows it any more' : `With it goes ${kind.holds}`;
    const fix = stays ? 'Remove it by hand when nobody needs it.' : 'Copy what is still needed first.';
    return warning(place, `${resource.Type} is no longer in the templates. ${fate}`, fix);
  }
  const message = `${resource.Type} is no longer in the templates, and with it would go ${kind.holds}`;
  return failure(
    place,
    message,
    'Put it back. Or give it DeletionPolicy Retain, deploy that, and only then remove it.',
  );
}

function renaming(key: string, resource: TemplateResource, kind: StatefulKind, newKey: string): GuardrailFinding {
  const from = placeOf(key);
  const to = placeOf(newKey);
  const message = `${resource.Type} goes, and one like it comes in the new stack ${to.stack}, without ${kind.holds}`;
  const fix =
    'A workspace or project that is deployed cannot be renamed: put its name back, or add the new one, move what the ' +
    'old one holds, and remove the old one in a later deployment.';
  return failure(from, message, fix);
}

function moved(key: string, resource: TemplateResource, kind: StatefulKind, newKey: string): GuardrailFinding {
  const from = placeOf(key);
  const to = placeOf(newKey);
  const change =
    from.stack === to.stack
      ? `changes its logical id to ${to.resource}`
      : `moves to ${to.resource} of stack ${to.stack}`;
  const message = `${resource.Type} ${change}: CloudFormation would make a new one, without ${kind.holds}`;
  const fix = `Keep ${from.resource} in stack ${from.stack}. Or deploy it with DeletionPolicy Retain first, then import it into its new place.`;
  return failure(from, message, fix);
}

/** The same thing in another place: by its name, by its logical id, or by being alike in every property. */
function isSame(
  [key, resource]: readonly [string, TemplateResource],
  [otherKey, other]: readonly [string, TemplateResource],
  kind: StatefulKind,
): boolean {
  const [from, to] = [placeOf(key), placeOf(otherKey)];
  const name = kind.nameProperty && resource.Properties?.[kind.nameProperty];
  if (name) return isDeepStrictEqual(name, kind.nameProperty && other.Properties?.[kind.nameProperty]);
  return from.resource === to.resource || isDeepStrictEqual(resource.Properties, other.Properties);
}

/** Stacks are named after what is in the file, so a new name makes another stack with the same things in it. */
function isRenamedStack(from: StackPlace, to: StackPlace): boolean {
  return from.stack !== to.stack && from.resource === to.resource;
}

interface StackPlace {
  readonly stack: string;
  readonly resource: string;
}

function placeOf(key: string): StackPlace {
  const slash = key.lastIndexOf('/');
  return { stack: key.slice(0, slash), resource: key.slice(slash + 1) };
}
