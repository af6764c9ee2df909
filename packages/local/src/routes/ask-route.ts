import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type Asked,
  type DocumentRoute,
  failureAnswer,
  type LinesRoute,
  pathOf,
  type Route,
} from '@atelier/core/contract';
import { failureFrom, Problem } from '@atelier/problem';
import { linesOf } from '../lines-of.ts';
import { issuesText } from './issues-text.ts';
import { type AskedAt, isLost, sendRequest, supervisorLost } from './send-request.ts';

type Names = Readonly<Record<string, string>>;

/**
 * Ask a running workspace for one document.
 *
 * @throws Problem NotUp when nothing answers there, AnswerNotUnderstood for what is no answer, and the supervisor's own as they are
 */
export async function askOnce<Params extends Names, Body, Answer>(
  at: AskedAt,
  route: DocumentRoute<Params, Body, Answer>,
  asked: Asked<Params, Body>,
): Promise<Answer> {
  try {
    return answerIn(await text(await send(at, route, asked)), route);
  } catch (error) {
    throw isLost(error) ? supervisorLost(error) : error;
  }
}

/** Ask a running workspace for what comes in lines; aborting ends the request. Throws as `askOnce`, at any line. */
export async function* askInLines<Params extends Names, Body, Answer>(
  at: AskedAt,
  route: LinesRoute<Params, Body, Answer>,
  { signal, ...asked }: Asked<Params, Body> & { readonly signal: AbortSignal },
): AsyncGenerator<Answer> {
  try {
    const response = await send(at, route, asked, signal);
    // A refusal is one document, without an end of the line.
    if (response.statusCode !== 200) yield answerIn(await text(response), route);
    else for await (const line of linesOf(response)) yield answerIn(line, route);
  } catch (error) {
    throw isLost(error) ? supervisorLost(error) : error;
  }
}

function send<Params extends Names, Body>(
  at: AskedAt,
  route: Pick<Route<Params, Body, unknown>, 'method' | 'path'>,
  { params, body }: Asked<Params, Body>,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  return sendRequest(at, { method: route.method, path: pathOf(route, params), body, signal });
}

function answerIn<Answer>(
  written: string,
  { path, answer }: Pick<Route<never, never, Answer>, 'path' | 'answer'>,
): Answer {
  const document = documentIn(written, path);
  // By hand, as there may be a million lines: a schema that does not fit takes longer than all the rest.
  const isObject = typeof document === 'object' && document !== null;
  if (isObject && 'problem' in document) throw failureFrom(fitting(failureAnswer, document, path).problem);
  // The front door's own refusals are flat, as stock clients show them.
  if (isObject && 'error_code' in document)
    throw failureFrom(fitting(failureAnswer, { problem: document }, path).problem);
  return fitting(answer, document, path);
}

function fitting<Value>(schema: Route<never, never, Value>['answer'], document: unknown, path: string): Value {
  const { success, data, error } = schema.safeParse(document);
  if (!success) throw notUnderstood(path, issuesText(error.issues, document), error);
  return data;
}

function documentIn(written: string, path: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    throw notUnderstood(path, 'it is not one JSON document', error);
  }
}

function notUnderstood(path: string, what: string, cause: unknown): Problem {
  const details = {
    code: 'AnswerNotUnderstood',
    message: `The workspace that is up answered ${path} with what this version does not read: ${what}.`,
    fix: 'Use the atelier command of the same version, or run "atelier down" and then "atelier up" with this one.',
    whose: 'machine',
  } as const;
  return new Problem(details, cause);
}
