interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** All items of a list that AWS gives page by page. */
export async function everyPage<Item>(read: (token: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items, next } = await read(token);
    all.push(...(items ?? []));
    token = next === '' ? undefined : next;
  } while (token !== undefined);
  return all;
}
