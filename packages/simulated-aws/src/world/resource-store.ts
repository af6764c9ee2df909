/** JSON as templates and calls carry it. */
export type WireJson = null | boolean | number | string | readonly WireJson[] | { readonly [key: string]: WireJson };
export type JsonMap = Readonly<Record<string, WireJson>>;

/** One thing in the account, whoever made it. */
export interface StoredResource {
  /** In CloudFormation's words, such as `AWS::EC2::VPC`, also where no stack made it. */
  readonly type: string;
  /** Value of CloudFormation's Ref, unique for the type in the world. */
  readonly id: string;
  /** As asked for; names are CloudFormation's. */
  readonly properties: JsonMap;
  /** Values of GetAtt, by attribute. */
  readonly attributes: JsonMap;
  /** Stack that it belongs to; null: a service or a call made it, or its stack has let go of it. */
  readonly stack: string | null;
  readonly logicalId: string | null;
  readonly createdMs: number;
  /** Word of the service's own, such as `InService`; null: it has none. */
  readonly status: string | null;
  /** Id of the resource that brought it along, such as the domain of a home file system; null: nobody did. */
  readonly madeBy: string | null;
}

export interface ResourceStore {
  get(type: string, id: string): StoredResource | undefined;
  /** In the order in which they were made. */
  list(type?: string): readonly StoredResource[];
  /** Adds it, or puts it in the place of the one with the same type and id. */
  put(resource: StoredResource): void;
  remove(type: string, id: string): void;
}

export function resourceStore(present: readonly StoredResource[] = []): ResourceStore {
  const byType = new Map<string, Map<string, StoredResource>>();
  const store: ResourceStore = {
    get: (type, id) => byType.get(type)?.get(id),
    list: (type) =>
      type === undefined
        ? [...byType.values()].flatMap((resources) => [...resources.values()])
        : [...(byType.get(type)?.values() ?? [])],
    put: (resource) => {
      const resources = byType.get(resource.type) ?? new Map<string, StoredResource>();
      byType.set(resource.type, resources.set(resource.id, resource));
    },
    remove: (type, id) => {
      byType.get(type)?.delete(id);
    },
  };
  for (const resource of present) store.put(resource);
  return store;
}
