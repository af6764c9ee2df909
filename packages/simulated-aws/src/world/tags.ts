import type { WireJson } from './resource-store.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The tags in a resource's property, which most types have as a list and some as a map. */
export function tagsIn(property: WireJson | undefined): Tag[] {
  if (Array.isArray(property)) return property.map((tag) => tag as unknown as Tag);
  const entries = typeof property === 'object' && property !== null ? Object.entries(property) : [];
  return entries.map(([Key, Value]) => ({ Key, Value: String(Value) }));
}

/** Those tags with others added; one of the same key is replaced. */
export function changedTags(property: WireJson | undefined, added: readonly Tag[]): { Key: string; Value: string }[] {
  const kept = tagsIn(property).filter(({ Key }) => !added.some((tag) => tag.Key === Key));
  return [...kept, ...added].map(({ Key, Value }) => ({ Key, Value }));
}
