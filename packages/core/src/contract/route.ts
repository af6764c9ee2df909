import * as z from 'zod';
import type { Action, OwnerAction } from '../access/action.ts';
import type { Resource } from '../access/resource.ts';

/** A file that is sent as a body, as it comes. */
export interface SentFile {
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The body of a route that takes a file; whoever serves it reads it to its end or refuses it. */
export const sentFile = z.custom<SentFile>((value) => typeof value === 'object' && value !== null && 'bytes' in value);

/**
 * One thing that a running workspace can be asked for over HTTP, as both ends know it.
 *
 * Whoever serves it decides by `action` and `resource` who may ask, before the body is read and again before anything is done.
 */
export interface Route<Params, Body, Answer> {
  /** The body of a GET and of a DELETE is nothing. */
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With a `:name` for each of the parameters. */
  readonly path: `/${string}`;
  readonly params: z.ZodType<Params>;
  readonly body: z.ZodType<Body>;
  /** Content type of the file that is its body; left out: one JSON document. */
  readonly takes?: string;
  readonly answer: z.ZodType<Answer>;
  /** One JSON document, or any number of them as they come, each on a line of its own. */
  readonly answers: 'once' | 'in lines';
  readonly action: Action | OwnerAction;
  resource(params: NoInfer<Params>): Resource;
  /** What its caller has to be allowed besides; left out: nothing. */
  also?(params: NoInfer<Params>): { readonly action: Action; readonly resource: Resource };
}

/** A route whose answer is one document. */
export interface DocumentRoute<Params, Body, Answer> extends Route<Params, Body, Answer> {
  readonly answers: 'once';
}

/** A route that answers in lines; a failure on the way is the last of them. */
export interface LinesRoute<Params, Body, Answer> extends Route<Params, Body, Answer> {
  readonly answers: 'in lines';
}

/** Declare a route that answers once. */
export function documentRoute<Params, Body, Answer>(
  route: Omit<DocumentRoute<Params, Body, Answer>, 'answers'>,
): DocumentRoute<Params, Body, Answer> {
  return { ...route, answers: 'once' };
}

/** Declare a route that answers in lines. */
export function linesRoute<Params, Body, Answer>(
  route: Omit<LinesRoute<Params, Body, Answer>, 'answers'>,
): LinesRoute<Params, Body, Answer> {
  return { ...route, answers: 'in lines' };
}

/** Parameters and body that a caller gives along with a request. */
export interface Asked<Params, Body> {
  readonly params: Params;
  readonly body: Body;
}

/** The path of one request to a route; nothing in a parameter can lead to another route. */
export function pathOf<Params extends Readonly<Record<string, string>>>(
  { path }: { readonly path: string },
  params: Params,
): string {
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
}
