/** Something on this machine that stands for a piece of the plan. */
export interface Counterpart {
  readonly kind: 'process' | 'folder' | 'table';
  /** A process as `atelier status` names it, a folder from the state folder on, a table of `state.sqlite`. */
  readonly name: string;
  /** From when on it is there: once the workspace is up, or once a flow has run. */
  readonly since: 'up' | 'first-run';
}

/** The counterparts of a piece, or why there are none. */
export type Here = { readonly counterparts: readonly Counterpart[] } | { readonly none: string };

/** Processes, folders and tables in the order of their kinds. */
export function here(
  names: Readonly<Partial<Record<'processes' | 'folders' | 'tables', readonly string[]>>>,
  since: Counterpart['since'] = 'up',
): readonly Counterpart[] {
  const { processes = [], folders = [], tables = [] } = names;
  const of = (kind: Counterpart['kind']) => (name: string) => ({ kind, name, since });
  return [...processes.map(of('process')), ...folders.map(of('folder')), ...tables.map(of('table'))];
}
