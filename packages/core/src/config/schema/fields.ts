import * as z from 'zod';
import { shareOf } from '../normalising/share.ts';

// The `error` of a field completes the sentence "Accepted is …"; its first example is offered as the fix.

/** Text of one form. */
export function text(form: RegExp, accepts: string, example: string) {
  return z
    .string({ error: accepts })
    .regex(form, { error: accepts })
    .meta({ examples: [example] });
}

/** A whole number, both bounds included. */
export function whole(min: number, max: number) {
  const accepts = `a whole number from ${min} to ${max}`;
  return z.number({ error: accepts }).int({ error: accepts }).min(min, { error: accepts }).max(max, { error: accepts });
}

/** A number, both bounds included. */
export function amount(min: number, max: number) {
  const accepts = `a number from ${min} to ${max}`;
  return z.number({ error: accepts }).min(min, { error: accepts }).max(max, { error: accepts });
}

/** A part of a whole: per cent as text, or a number below 1; a bare 1 or more could mean either. */
export function share(example: string) {
  const accepts = `a share from 0% to 100%, such as ${example}, or a number from 0 to below 1, such as ${shareOf(example)}`;
  const percent = text(/^(100|[0-9]{1,2}(\.[0-9]{1,6})?) ?%$/, accepts, example);
  const part = z.number({ error: accepts }).min(0, { error: accepts }).lt(1, { error: accepts });
  return z.union([percent, part], { error: accepts }).meta({ examples: [example] });
}

/** Dollars a month. */
export function budget() {
  const accepts = 'an amount in US dollars above 0';
  return z
    .number({ error: accepts })
    .positive({ error: accepts })
    .meta({ examples: [800] });
}

export function flag() {
  return z.boolean({ error: 'true or false' });
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, { error: words.join(', ') });
}

/** A list in which nothing comes twice. */
export function list<Item extends z.ZodType<string>>(
  item: Item,
  accepts: string,
  size: { min?: number; max?: number } = {},
) {
  const items = z.array(item, { error: accepts });
  const atLeast = size.min === undefined ? items : items.min(size.min, { error: accepts });
  const sized = size.max === undefined ? atLeast : atLeast.max(size.max, { error: accepts });
  return sized.superRefine(refuseDuplicates).meta({ uniqueItems: true });
}

function refuseDuplicates(items: readonly string[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    if (seen.has(item)) {
      context.addIssue({
        code: 'custom',
        path: [index],
        message: `"${item}" stands twice in this list.`,
        params: { code: 'Duplicate', fix: 'Remove one of the two.' },
      });
    }
    seen.add(item);
  }
}

/** A map of settings that are all known by name. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, { error: 'a map of settings' });
}

/** A map from names that the author chooses. */
export function named<Key extends z.ZodType<string>, Value extends z.ZodType>(name: Key, value: Value) {
  return z.record(name, value, { error: 'a map from names to settings' });
}
