import { once } from 'node:events';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { setImmediate as immediate } from 'node:timers/promises';
import type { ForecastSpec } from '@atelier/core';
import { describeFailure, Problem } from '@atelier/problem';
import type { TableLoad } from '../load-table.ts';
import type { StagedLoad } from '../merge-star-schema.ts';
import { checkQuery } from '../query.ts';
import type { StopReason } from '../query-stop.ts';
import type { SqlRight } from '../sql/allowed-statements.ts';
import type { ProjectWarehouse } from '../warehouse.ts';
import { giveBackMemory } from './give-back-memory.ts';

/** Requests to a warehouse's process, by path. */
export interface WarehouseRequests {
  '/sql': { readonly sql: string; readonly right: SqlRight; readonly query: string };
  '/merge': StagedLoad;
  '/extract': { readonly forecast: ForecastSpec; readonly path: string };
  '/replace': { readonly table: string; readonly path: string };
  '/load': TableLoad;
}

/** Most characters in an answer of a few rows; what it leaves in memory is left to the next collection. */
const mostCharactersLeft = 4 * 1024 ** 2;

type Request<Path extends keyof WarehouseRequests> = WarehouseRequests[Path];

/** Care that a warehouse's process takes of itself. */
export interface ProcessCare {
  /** Hears of a query that cannot be stopped but by ending this process. */
  stuck(query: string, reason: StopReason): void;
  /** Called when something was refused for what it took, and nothing is left to do but to end the last answer. */
  rests(isAtRest: () => boolean): Promise<void>;
}

/**
 * A warehouse over HTTP: one JSON document a line, and a failure as the last line.
 *
 * The first line about SQL says whether it writes; only then is it run.
 */
export function warehouseApp(warehouse: ProjectWarehouse, { stuck, rests }: ProcessCare): RequestListener {
  const answers: {
    [Path in keyof WarehouseRequests]: (asked: Request<Path>, signal: AbortSignal) => AsyncIterable<unknown>;
  } = {
    '/sql': ({ sql, right, query }, signal) =>
      sqlLines(warehouse, { sql, right }, { signal, stuck: (why) => stuck(query, why) }),
    '/merge': (load) => one(() => warehouse.merge(load)),
    '/extract': ({ forecast, path }) => one(() => warehouse.extract(forecast, path)),
    '/replace': ({ table, path }) => one(() => warehouse.replace(table, path)),
    '/load': (load) => one(() => warehouse.load(load)),
  };
  let atWork = 0;
  let wasStrained = false;
  const isAlmostAtRest = () => atWork === 1;
  return async (request, response) => {
    const answer = answers[request.url as keyof WarehouseRequests] as Answer | undefined;
    if (request.method !== 'POST' || answer === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    atWork += 1;
    const { remains, lastLine } = await writeLines(request, response, answer);
    // Collected here, where nothing holds the answer any more, and before whoever waits for its end can ask for more.
    if (remains !== 'little') await giveBackMemory();
    wasStrained ||= remains === 'all there was';
    if (wasStrained && isAlmostAtRest()) {
      await rests(isAlmostAtRest);
      wasStrained = !isAlmostAtRest();
    }
    atWork -= 1;
    response.end(lastLine);
  };
}

async function* one(work: () => Promise<unknown>) {
  yield { result: await work() };
}

async function* sqlLines(
  warehouse: ProjectWarehouse,
  { sql, right }: { sql: string; right: SqlRight },
  stop: Parameters<ProjectWarehouse['query']>[1],
) {
  const query = checkQuery(sql, right);
  yield { writes: query.writes };
  using answer = await warehouse.query(query, stop);
  yield { columns: answer.columns };
  for await (const rows of answer.batches) yield { rows };
}

type Answer = (asked: unknown, signal: AbortSignal) => AsyncIterable<unknown>;

interface Ended {
  /** Remains that may still be in memory: a few rows; more, or an answer not read to its end; one that took too much. */
  readonly remains: 'little' | 'much' | 'all there was';
  /** Why it failed, to be said last. */
  readonly lastLine?: string;
}

async function writeLines(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<Ended> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  let characters = 0;
  try {
    for await (const document of answer(await json(request), gone.signal)) {
      const line = lineOf(document);
      characters += line.length;
      const goesOn = response.write(line);
      if (!goesOn && !gone.signal.aborted) await once(response, 'drain', { signal: gone.signal });
      // What is said before the query is run has to have left this process, should it not survive the query.
      else await immediate();
    }
    return { remains: characters > mostCharactersLeft ? 'much' : 'little' };
  } catch (error) {
    return {
      remains: tookTooMuch(error) ? 'all there was' : 'much',
      lastLine: lineOf({ problem: describeFailure(error) }),
    };
  }
}

function lineOf(document: unknown): string {
  return `${JSON.stringify(document)}\n`;
}

const tooMuchCodes = [
  'SqlTooMuchMemory',
  'SqlTooMuchDisk',
  'SqlTooManyRows',
  'SqlAnswerTooLarge',
  'WarehouseNotWritten',
];

function tookTooMuch(error: unknown): boolean {
  return error instanceof Problem && tooMuchCodes.includes(error.code);
}
