import type * as z from 'zod';

/** A type in which nothing can be changed, however deep. */
export type Frozen<Value> = Value extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
    : Value;

type Same<One, Other> =
  (<Probe>() => Probe extends One ? 1 : 2) extends <Probe>() => Probe extends Other ? 1 : 2 ? true : false;

/**
 * A schema that accepts the values of a type: all of them, and no others.
 *
 * One that lacks a field, has one more, or knows other words than the type does not compile.
 */
export function schemaOf<Type>() {
  return <Schema extends z.ZodType>(
    schema: Same<Frozen<z.output<Schema>>, Frozen<Type>> extends true ? Schema : never,
  ): z.ZodType<Type> => schema as z.ZodType<Type>;
}
