export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it is after a trip through JSON text; nothing becomes null. Throws a TypeError for a BigInt or a circle. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}
