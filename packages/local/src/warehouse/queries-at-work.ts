import { Problem } from '@atelier/problem';

/** A query on its way through a warehouse's process. */
export interface QueryAtWork {
  readonly id: string;
  /** Undefined until the process has read it: only then is it run. */
  writes?: boolean;
  /** Rows have gone to whoever asked. */
  answered?: boolean;
  /** Resolves when the process has ended: undefined when the query may be asked again. */
  readonly fate: Promise<Problem | undefined>;
}

/** Judges, when a warehouse's process has ended, which query it ended for; the others are asked again. */
export interface QueriesAtWork {
  /** @param crashes how often the process has ended during this query before */
  begin(crashes: number): QueryAtWork;
  end(query: QueryAtWork): void;
  /** The process is about to end itself for this query. */
  blame(id: string): void;
  /** The process has ended. */
  crashed(): void;
}

/** There so often when the process ended, a query is taken for the cause. */
const mostCrashes = 3;

interface Entry {
  readonly query: QueryAtWork;
  readonly crashes: number;
  decide(fate: Problem | undefined): void;
}

/** Keep watch over the queries of one project's warehouse. */
export function queriesAtWork(project: string): QueriesAtWork {
  const atWork = new Map<string, Entry>();
  const blamed = new Set<string>();
  let begun = 0;

  function fateOf({ query, crashes }: Entry): Problem | undefined {
    const isCause = blamed.size > 0 ? blamed.has(query.id) : atWork.size === 1 || crashes + 1 >= mostCrashes;
    if (isCause) return endedFor(project, blamed.has(query.id));
    return query.writes === true || query.answered === true ? endedBeside(project, query) : undefined;
  }

  return {
    begin: (crashes) => {
      begun += 1;
      const { promise, resolve } = Promise.withResolvers<Problem | undefined>();
      const query = { id: String(begun), fate: promise };
      atWork.set(query.id, { query, crashes, decide: resolve });
      return query;
    },
    end: (query) => atWork.delete(query.id),
    blame: (id) => blamed.add(id),
    crashed: () => {
      const fates = [...atWork.values()].map((entry) => [entry, fateOf(entry)] as const);
      for (const [entry, fate] of fates) entry.decide(fate);
      atWork.clear();
      blamed.clear();
    },
  };
}

function endedFor(project: string, itself: boolean): Problem {
  return new Problem({
    code: 'SqlEndedWarehouse',
    message: itself
      ? 'The query did not stop when it was told to, so the process that ran it was ended.'
      : `The warehouse of ${project} ended while it ran this query.`,
    fix: 'Ask for less at once: fewer rows, shorter texts, simpler functions.',
    whose: 'yours',
    state: 'A write that was not finished was undone; the warehouse is started again.',
  });
}

function endedBeside(project: string, { writes }: QueryAtWork): Problem {
  return new Problem({
    code: 'WarehouseRestarted',
    message: `The warehouse of ${project} had to be started again because of another query.`,
    fix: writes === false ? 'Run the query again.' : 'Look whether the write is there, and run it again if it is not.',
    whose: 'machine',
    state: writes === false ? 'Nothing was changed.' : 'What was acknowledged is kept; this write was not.',
  });
}
