import { expect, test } from 'vitest';
import * as z from 'zod';
import { schemaOf } from '../../src/contract/schema-of.ts';

interface Shelf {
  readonly name: string;
  readonly kind: 'open' | 'shut';
  readonly books: readonly { readonly title: string | null }[];
  readonly note?: string;
}

const fields = {
  name: z.string(),
  kind: z.enum(['open', 'shut']),
  books: z.array(z.object({ title: z.string().nullable() })),
  note: z.string().optional(),
};

test('a schema of exactly the type compiles, and is that schema', () => {
  const shelf = { name: 'one', kind: 'open', books: [{ title: null }] };
  expect(schemaOf<Shelf>()(z.strictObject(fields)).parse(shelf)).toEqual(shelf);
});

test('a schema that differs from the type anywhere does not compile', () => {
  const of = schemaOf<Shelf>();
  const { note, ...withoutNote } = fields;
  expect(note.safeParse(undefined).success).toBe(true);
  // @ts-expect-error: an optional field is missing
  of(z.object(withoutNote));
  // @ts-expect-error: a field too many
  of(z.object({ ...fields, colour: z.string().optional() }));
  // @ts-expect-error: a word is missing
  of(z.object({ ...fields, kind: z.enum(['open']) }));
  // @ts-expect-error: a word too many
  of(z.object({ ...fields, kind: z.enum(['open', 'shut', 'lost']) }));
  // @ts-expect-error: another type deep inside
  of(z.object({ ...fields, books: z.array(z.object({ title: z.string() })) }));
  // @ts-expect-error: a required field is optional
  of(z.object({ ...fields, name: z.string().optional() }));
  // @ts-expect-error: anything at all
  of(z.any());
});
