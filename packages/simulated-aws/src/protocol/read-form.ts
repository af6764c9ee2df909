import type { NormalizedSchema } from '@smithy/core/schema';
import { fromText } from './codecs.ts';

/** A form as a tree: `A.member.1=x` is `{A: {member: {1: 'x'}}}`. */
export interface FormTree {
  text?: string;
  readonly parts: Map<string, FormTree>;
}

export interface FormNames {
  /** The name that a member of a structure has in a form. */
  readonly nameOf: (member: string, schema: NormalizedSchema) => string;
  /** Lists carry their numbers without `member` before them. */
  readonly flatLists: boolean;
}

export function formTree(body: string): FormTree {
  const root: FormTree = { parts: new Map() };
  for (const [name, text] of new URLSearchParams(body)) {
    let at = root;
    for (const part of name.split('.')) {
      const next = at.parts.get(part) ?? { parts: new Map() };
      at.parts.set(part, next);
      at = next;
    }
    at.text = text;
  }
  return root;
}

/** The value of a schema in a form, with the types that the schema says; undefined: it is not in it. */
export function readForm(schema: NormalizedSchema, tree: FormTree, names: FormNames): unknown {
  if (schema.isStructSchema()) return readStructure(schema, tree, names);
  if (schema.isListSchema()) return readList(schema, tree, names);
  if (schema.isMapSchema()) return readMap(schema, tree, names);
  return tree.text === undefined ? undefined : fromText.read(schema, tree.text);
}

function readStructure(schema: NormalizedSchema, tree: FormTree, names: FormNames): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [member, memberSchema] of schema.structIterator()) {
    const part = tree.parts.get(names.nameOf(member, memberSchema));
    if (part !== undefined) found[member] = readForm(memberSchema, part, names);
  }
  return found;
}

function readList(schema: NormalizedSchema, tree: FormTree, names: FormNames): readonly unknown[] {
  const item = schema.getValueSchema();
  const flat = names.flatLists || Boolean(schema.getMergedTraits().xmlFlattened);
  const numbered = flat ? tree : tree.parts.get(item.getMergedTraits().xmlName ?? 'member');
  return inOrder(numbered).map((part) => readForm(item, part, names));
}

function readMap(schema: NormalizedSchema, tree: FormTree, names: FormNames): Readonly<Record<string, unknown>> {
  const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
  const numbered = schema.getMergedTraits().xmlFlattened ? tree : tree.parts.get('entry');
  const entries = inOrder(numbered).flatMap((entry) => {
    const name = entry.parts.get(key.getMergedTraits().xmlName ?? 'key')?.text;
    const part = entry.parts.get(value.getMergedTraits().xmlName ?? 'value');
    return name === undefined || part === undefined ? [] : [[name, readForm(value, part, names)] as const];
  });
  return Object.fromEntries(entries);
}

function inOrder(numbered: FormTree | undefined): readonly FormTree[] {
  return [...(numbered?.parts ?? [])]
    .toSorted(([left], [right]) => Number(left) - Number(right))
    .map(([, part]) => part);
}
