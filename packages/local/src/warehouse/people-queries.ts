import type { DuckDBInstance } from '@duckdb/node-api';
import { type CheckedQuery, type QueryResult, runQuery } from './query.ts';
import { type QueryStop, type StopSpec, stopWhenDue } from './query-stop.ts';
import type { WriteQueue } from './write-conflict.ts';

/** Queries of people, each on a connection of its own. */
export interface PeopleQueries {
  /** Run SQL that was checked; the answer is given back when it has been read, or is wanted no more. */
  query(query: CheckedQuery, stop: Omit<StopSpec, 'seconds'>): Promise<QueryResult & Disposable>;
  /** Stop all of them; those that come from now on are stopped at once. */
  stopAll(): void;
}

export interface PeopleQueriesPlace {
  readonly database: DuckDBInstance;
  readonly queue: WriteQueue;
  readonly seconds: number;
  readonly rows: number;
}

/** Run people's queries in a database. */
export function peopleQueries({ database, queue, seconds, rows }: PeopleQueriesPlace): PeopleQueries {
  const atWork = new Set<QueryStop>();
  let goesDown = false;

  return {
    query: async (query, spec) => {
      const connection = await database.connect();
      const stop = stopWhenDue(connection, { ...spec, seconds });
      atWork.add(stop);
      if (goesDown) stop.stop('going down');
      const close = () => {
        if (!atWork.delete(stop)) return;
        stop.release();
        connection.closeSync();
      };
      try {
        const answer = await runQuery(query, { connection, queue, stop, seconds, mostRows: rows });
        return { ...answer, [Symbol.dispose]: close };
      } catch (error) {
        close();
        throw error;
      }
    },
    stopAll: () => {
      goesDown = true;
      for (const stop of atWork) stop.stop('going down');
    },
  };
}
