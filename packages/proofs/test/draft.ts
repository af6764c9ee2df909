import type { StackTemplate, TemplateResource } from '@atelier/cloudformation';

/** A resource of one of the templates under change. */
export interface Spot {
  readonly stack: string;
  readonly id: string;
}

type Resources = Record<string, TemplateResource>;

/** Templates that can be changed; what is looked for is found by type, so that changes fit any templates. */
export interface Draft {
  /** The first resource of a type that passes the test. */
  find(type: string, test?: (text: string) => boolean): Spot;
  get(spot: Spot, path: string): unknown;
  set(spot: Spot, path: string, value: unknown): void;
  append(spot: Spot, path: string, value: unknown): void;
  remove(spot: Spot): void;
  /** A new resource in the stack of another one. */
  add(beside: Spot, id: string, Type: string, Properties: Readonly<Record<string, unknown>>): Spot;
  readonly templates: readonly StackTemplate[];
}

export function draftOf(given: readonly StackTemplate[]): Draft {
  const templates = structuredClone(given);
  const resourcesOf = ({ stack }: Pick<Spot, 'stack'>) =>
    templates.find((template) => template.stack === stack)?.template.Resources as Resources;
  const set = (spot: Spot, path: string, value: unknown) => {
    const { owner, last } = walk(resourcesOf(spot)[spot.id], path);
    if (value === undefined) delete owner[last];
    else owner[last] = value;
  };
  const get = (spot: Spot, path: string) => {
    const { owner, last } = walk(resourcesOf(spot)[spot.id], path);
    return owner[last];
  };
  return {
    templates,
    find: (type, test = () => true) => find(templates, type, test),
    get,
    set,
    append: (spot, path, value) => set(spot, path, [...(get(spot, path) as unknown[]), value]),
    remove: (spot) => {
      delete resourcesOf(spot)[spot.id];
    },
    add: (beside, id, Type, Properties) => {
      resourcesOf(beside)[id] = { Type, Properties };
      return { stack: beside.stack, id };
    },
  };
}

function find(templates: readonly StackTemplate[], type: string, test: (text: string) => boolean): Spot {
  for (const { stack, template } of templates) {
    for (const [id, resource] of Object.entries(template.Resources)) {
      if (resource.Type === type && test(JSON.stringify(resource))) return { stack, id };
    }
  }
  throw new Error(`No ${type} passes the test.`);
}

/** Goes along `Properties.A[0].B`; maps that are missing on the way are made. */
function walk(resource: unknown, path: string): { owner: Record<string, unknown>; last: string } {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  const last = keys.pop() ?? '';
  let owner = resource as Record<string, unknown>;
  for (const key of keys) {
    owner[key] ??= {};
    owner = owner[key] as Record<string, unknown>;
  }
  return { owner, last };
}
