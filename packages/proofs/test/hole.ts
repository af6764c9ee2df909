import type { Draft, Spot } from './draft.ts';

/** One mistake to make in templates in which every rule holds. */
export interface Hole {
  readonly name: string;
  /** The rule that has to notice. */
  readonly rule: string;
  /** Makes the mistake; says which resource and path the finding has to name. */
  dig(draft: Draft): Dug;
}

export interface Dug extends Spot {
  readonly path: string;
}

/** Sets a property of the first resource of a type; `found` is where the finding has to be. */
export function change(name: string, rule: string, type: string, path: string, value: unknown, found = path): Hole {
  return {
    name,
    rule,
    dig: (draft) => {
      const spot = draft.find(type, (text) => text.includes(`"${path.split('.')[0]}"`) || value !== undefined);
      draft.set(spot, `Properties.${path}`, value);
      return { ...spot, path: `Properties.${found}` };
    },
  };
}

/** Puts a resource beside the first one of a type. */
export function addition(
  name: string,
  rule: string,
  beside: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  path: string,
): Hole {
  return { name, rule, dig: (draft) => ({ ...draft.add(draft.find(beside), 'Added', type, properties), path }) };
}
