export type JsonMap = Readonly<Record<string, unknown>>;

/** Whether a part of a JSON document is an object. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
