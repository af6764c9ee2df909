import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setImmediate as immediate } from 'node:timers/promises';
import type { ForecastSpec } from '@atelier/core';
import { describeFailure } from '@atelier/core/problem';
import type { StagedLoad } from '../merge-star-schema.ts';
import { checkQuery } from '../query.ts';
import type { StopReason } from '../query-stop.ts';
import type { SqlRight } from '../sql/allowed-statements.ts';
import type { Warehouse } from '../warehouse.ts';
import { giveBackMemory } from './give-back-memory.ts';

/** What is asked of a warehouse's process, by path. */
export interface WarehouseRequests {
  '/sql': { readonly sql: string; readonly right: SqlRight; readonly query: string };
  '/merge': StagedLoad;
  '/extract': { readonly forecast: ForecastSpec; readonly path: string };
  '/replace': { readonly table: string; readonly path: string };
}

/** What answers of a few rows leave in memory is left to the next collection. */
const mostCharactersLeft = 4 * 1024 ** 2;

type Request<Path extends keyof WarehouseRequests> = WarehouseRequests[Path];

/**
 * A warehouse over HTTP: one JSON document a line, and a failure as the last line.
 *
 * The first line about SQL says whether it writes; only then is it run.
 *
 * @param stuck hears of a query that cannot be stopped but by ending this process.
 */
export function warehouseApp(
  warehouse: Warehouse,
  stuck: (query: string, reason: StopReason) => void,
): RequestListener {
  const answers: {
    [Path in keyof WarehouseRequests]: (asked: Request<Path>, signal: AbortSignal) => AsyncIterable<unknown>;
  } = {
    '/sql': ({ sql, right, query }, signal) =>
      sqlLines(warehouse, { sql, right }, { signal, stuck: (why) => stuck(query, why) }),
    '/merge': (load) => one(() => warehouse.merge(load)),
    '/extract': ({ forecast, path }) => one(() => warehouse.extract(forecast, path)),
    '/replace': ({ table, path }) => one(() => warehouse.replace(table, path)),
  };
  return async (request, response) => {
    const answer = answers[request.url as keyof WarehouseRequests] as Answer | undefined;
    if (request.method !== 'POST' || answer === undefined) return void response.writeHead(404).end();
    await respond(request, response, answer);
  };
}

async function* one(work: () => Promise<unknown>) {
  yield { result: await work() };
}

async function* sqlLines(
  warehouse: Warehouse,
  { sql, right }: { sql: string; right: SqlRight },
  stop: Parameters<Warehouse['query']>[1],
) {
  const query = checkQuery(sql, right);
  yield { writes: query.writes };
  using answer = await warehouse.query(query, stop);
  yield { columns: answer.columns };
  for await (const rows of answer.batches) yield { rows };
}

type Answer = (asked: unknown, signal: AbortSignal) => AsyncIterable<unknown>;

async function respond(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  // Collected here, where nothing holds the answer any more.
  if (await writeLines(request, response, answer)) await giveBackMemory();
  response.end();
}

/** Whether much of the answer may still be in memory: more than a few rows, or not read to its end. */
async function writeLines(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<boolean> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let characters = 0;
  const write = (document: unknown) => {
    const line = `${JSON.stringify(document)}\n`;
    characters += line.length;
    return response.write(line);
  };
  try {
    for await (const document of answer(await json(request), gone.signal)) {
      const goesOn = write(document);
      if (!goesOn && !gone.signal.aborted) await once(response, 'drain', { signal: gone.signal });
      // What is said before the query is run has to have left this process, should it not survive the query.
      else await immediate();
    }
    return characters > mostCharactersLeft;
  } catch (error) {
    write({ problem: describeFailure(error) });
    return true;
  }
}
