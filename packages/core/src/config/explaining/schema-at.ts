import * as z from 'zod';
import type { Path } from './issue.ts';

/** The schema without its default and its optionality. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const wrapped =
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable;
  return wrapped ? bare(schema.unwrap()) : schema;
}

/** The part of a schema that describes a path, if it describes it at all. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  const here = bare(schema);
  const [part, ...rest] = path;
  if (part === undefined) return here;
  if (here instanceof z.ZodUnion) {
    return here.options.map((option) => schemaAt(option, path)).find((found) => found !== undefined);
  }
  const inner = childOf(here, part);
  return inner === undefined ? undefined : schemaAt(inner, rest);
}

function childOf(schema: z.core.$ZodType, part: string | number): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, part) ? schema.shape[part] : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return undefined;
}

/** The settings that a section knows. */
export function settingsOf(schema: z.core.$ZodType | undefined): readonly string[] {
  if (schema === undefined) return [];
  const here = bare(schema);
  if (here instanceof z.ZodUnion) return here.options.flatMap((option) => settingsOf(option));
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

/** A value that the schema accepts, as its author suggests it: of a map the least that it needs. */
export function exampleOf(schema: z.core.$ZodType | undefined): unknown {
  if (schema === undefined) return undefined;
  const here = bare(schema);
  const own = z.globalRegistry.get(here)?.examples;
  if (Array.isArray(own)) return own[0];
  if (here instanceof z.ZodEnum) return here.options[0];
  if (here instanceof z.ZodArray) return listOf(exampleOf(here.element));
  if (here instanceof z.ZodObject) return leastOf(here.shape);
  return undefined;
}

function listOf(item: unknown): unknown {
  return item === undefined ? undefined : [item];
}

/** The settings without a default; undefined when there are none, or when one of them has no example. */
function leastOf(shape: z.core.$ZodShape): unknown {
  const needed = Object.entries(shape).filter(([, setting]) => isNeeded(setting));
  const least = needed.map(([name, setting]) => [name, exampleOf(setting)] as const);
  const isComplete = least.length > 0 && least.every(([, example]) => example !== undefined);
  return isComplete ? Object.fromEntries(least) : undefined;
}

/** Whether something must be written where this schema stands. */
export function isNeeded(schema: z.core.$ZodType): boolean {
  return !z.safeParse(schema, undefined).success;
}
