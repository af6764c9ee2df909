import type { DocumentRoute, FailureAnswer, LinesRoute } from '@atelier/core/contract';
import { type Bug, describeFailure, Problem, type ProblemDetails } from '@atelier/problem';
import { type Context, Hono } from 'hono';
import { admit, type Question, type RoutesPlace } from './admit.ts';
import { answerInLines } from './answer-in-lines.ts';

/** Routes of a contract over HTTP: each request is decided about, and that is on the disk, before it does anything. */
export interface ServedRoutes {
  readonly app: Hono;
  once<Params, Body, Answer>(
    route: DocumentRoute<Params, Body, Answer>,
    answer: (question: Question<Params, Body>) => Answer | Promise<Answer>,
  ): void;
  /** A text among the answers is an answer's JSON, and passed on as it is. */
  inLines<Params, Body, Answer>(
    route: LinesRoute<Params, Body, Answer>,
    answer: (question: Question<Params, Body>, signal: AbortSignal) => AsyncIterable<Answer | FailureAnswer | string>,
  ): void;
}

/** Serve routes; the app has none at first. */
export function servedRoutes(place: RoutesPlace): ServedRoutes {
  const app = new Hono();
  const fail = (context: Context, error: unknown) => {
    const problem = describeFailure(error);
    return context.json({ problem } satisfies FailureAnswer, failureStatus(problem));
  };
  app.onError((error, context) => fail(context, error));
  app.notFound((context) => fail(context, unknownRoute(context)));
  return {
    app,
    once: (route, answer) => {
      app.on(route.method, route.path, async (context) => {
        return context.json(await answer(await admit(place, route, context.req.raw, context.req.param())));
      });
    },
    inLines: (route, answer) => {
      app.on(route.method, route.path, async (context) => {
        const question = await admit(place, route, context.req.raw, context.req.param());
        return answerInLines(context, (signal) => answer(question, signal));
      });
    },
  };
}

function unknownRoute({ req }: Context): Problem {
  return new Problem({
    code: 'UnknownRoute',
    message: `The workspace has no ${req.method} ${req.path.slice(0, 200)}.`,
    fix: 'Use the atelier command of the same version as the workspace that is up.',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

const statuses = { NotAllowed: 403, UnknownRoute: 404, UnknownProject: 404, UnknownFlow: 404 } as const;

/** The HTTP status that says whose a failure is: 500 for ours, 503 for the machine's, 4xx for what was asked. */
function failureStatus({ code, whose }: ProblemDetails | Bug): 400 | 403 | 404 | 500 | 503 {
  if (whose === 'ours') return 500;
  if (whose === 'machine') return 503;
  return Object.hasOwn(statuses, code) ? statuses[code as keyof typeof statuses] : 400;
}
