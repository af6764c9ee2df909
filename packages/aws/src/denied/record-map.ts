export type RecordMap = Readonly<Record<string, unknown>>;

/** Whether a part of a JSON document is an object. */
export function isMap(value: unknown): value is RecordMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
