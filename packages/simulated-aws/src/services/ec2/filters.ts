import { AwsFault, type Members } from '../../service/service.ts';
import type { StoredResource } from '../../world/resource-store.ts';

/** The values that each filter of an operation looks at; filters of tags come by themselves. */
export type FilterValues = Readonly<Record<string, (resource: StoredResource) => readonly unknown[]>>;

/**
 * Whether a resource is one of those asked for, by ids and by filters, in which `*` stands for any text.
 *
 * @throws AwsFault for a filter that the simulated account does not know: AWS would not look away either
 */
export function isAsked(
  input: Members,
  idsMember: string,
  values: FilterValues,
): (resource: StoredResource) => boolean {
  const ids = list(input[idsMember]);
  const filters = list(input.Filters).map((filter) => filterOf(filter, values));
  return (resource) => (ids.length === 0 || ids.includes(resource.id)) && filters.every((fits) => fits(resource));
}

function filterOf(filter: unknown, values: FilterValues): (resource: StoredResource) => boolean {
  const { Name, Values } = filter as { readonly Name?: string; readonly Values?: readonly string[] };
  const [, tag] = /^tag:(.+)$/.exec(Name ?? '') ?? [];
  const look = tag === undefined ? values[Name ?? ''] : (resource: StoredResource) => [tagsOf(resource).get(tag)];
  if (look === undefined) throw new AwsFault('InvalidParameterValue', `The filter '${Name}' is invalid`);
  const patterns = (Values ?? []).map((value) => new RegExp(`^${value.split('*').map(RegExp.escape).join('.*')}$`));
  return (resource) => look(resource).some((value) => patterns.some((pattern) => pattern.test(String(value))));
}

export function tagsOf({ properties }: StoredResource): ReadonlyMap<string, string> {
  return new Map(
    list(properties.Tags)
      .map((tag) => tag as FilterTag)
      .map(({ Key, Value }) => [Key, Value]),
  );
}

export interface FilterTag {
  readonly Key: string;
  readonly Value: string;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
