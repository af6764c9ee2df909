import * as z from 'zod';

/** One place of a file where something can be written. */
export interface Option {
  /** Names on the way from the top; a name that the author chooses stands in capitals. */
  readonly path: readonly string[];
  /** Purpose of the option; where it says nothing itself, its section does. */
  readonly purpose: string;
  /** Type and accepted values; null: it is a section, and holds options. */
  readonly accepts: string | null;
  /** As it would be written; null: there is none. */
  readonly standard: unknown;
  readonly isNeeded: boolean;
}

/** Every option of a schema, sections before what they hold. */
export function optionsOf(schema: z.ZodType, path: readonly string[] = [], purpose = ''): readonly Option[] {
  const bare = unwrapped(schema);
  const own = purposeOf(schema) ?? purpose;
  const holds = sectionIn(bare);
  const option = {
    path,
    purpose: own,
    accepts: bare instanceof z.ZodUnion || holds === null ? `${typeOf(bare)}: ${acceptedBy(bare)}` : null,
    standard: standardOf(schema),
    isNeeded: !schema.safeParse(undefined).success,
  };
  const inner = Object.entries(holds ?? {}).flatMap(([name, each]) => optionsOf(each, [...path, name], own));
  return path.length === 0 ? inner : [option, ...inner];
}

/** The options that a section holds by name; null for what is no section. */
function sectionIn(bare: z.ZodType): Readonly<Record<string, z.ZodType>> | null {
  if (bare instanceof z.ZodObject) return bare.shape;
  if (bare instanceof z.ZodRecord)
    return sectionIn(unwrapped(bare.valueType as z.ZodType)) === null ? null : { NAME: bare.valueType as z.ZodType };
  if (!(bare instanceof z.ZodUnion)) return null;
  return bare.options.map((each) => sectionIn(unwrapped(each as z.ZodType))).find((held) => held !== null) ?? null;
}

const types = [
  [z.ZodEnum, 'word'],
  [z.ZodString, 'text'],
  [z.ZodNumber, 'number'],
  [z.ZodBoolean, 'truth value'],
  [z.ZodArray, 'list'],
  [z.ZodObject, 'map'],
  [z.ZodRecord, 'map'],
] as const;

function typeOf(bare: z.ZodType): string {
  if (bare instanceof z.ZodUnion) {
    const each = bare.options.flatMap((option) => typeOf(unwrapped(option as z.ZodType)).split(' or '));
    return [...new Set(each)].join(' or ');
  }
  const found = types.find(([kind]) => bare instanceof kind);
  if (found === undefined) throw new Error(`A schema of the kind ${bare.def.type} has no name here`);
  return found[1];
}

function acceptedBy(bare: z.ZodType): string {
  if (bare instanceof z.ZodEnum) return bare.options.map((word) => `\`${word}\``).join(', ');
  if (bare instanceof z.ZodRecord)
    return `a map from names to values: ${acceptedBy(unwrapped(bare.valueType as z.ZodType))}`;
  const said = saidOf(bare);
  const item = bare instanceof z.ZodArray ? unwrapped(bare.element as z.ZodType) : undefined;
  return item === undefined || !(item instanceof z.ZodEnum || item instanceof z.ZodString)
    ? said
    : withItem(said, item);
}

function withItem(said: string, item: z.ZodType): string {
  const each = acceptedBy(item).replaceAll('`', '');
  return said.includes(each) ? said : `${said}; each is ${acceptedBy(item)}`;
}

/** The text on what is accepted, as a person who writes something else is told. */
function saidOf(schema: z.ZodType): string {
  return schema.safeParse(Symbol('something else')).error?.issues[0]?.message ?? '';
}

function purposeOf(schema: z.ZodType): string | undefined {
  if (schema.description !== undefined) return schema.description;
  const inner = innerOf(schema);
  return inner === undefined ? undefined : purposeOf(inner);
}

function standardOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodDefault) return schema.def.defaultValue;
  const inner = innerOf(schema);
  return inner === undefined || schema instanceof z.ZodPrefault ? null : standardOf(inner);
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = innerOf(schema);
  return inner === undefined ? schema : unwrapped(inner);
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  const wraps =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable;
  return wraps ? (schema.unwrap() as z.ZodType) : undefined;
}
