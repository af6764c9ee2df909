import { describeFailure, type Workspace } from '@atelier/core';
import { type Context, Hono } from 'hono';
import { stream } from 'hono/streaming';
import type { Supervisor } from '../supervisor/supervisor.ts';

/** The supervisor over HTTP, for everyone who is not the supervisor's own process. */
export function gatewayApp(supervisor: Supervisor): Hono {
  const app = new Hono();
  app.onError((error, context) => context.json({ problem: describeFailure(error) }, 400));
  app.notFound((context) => context.json({ problem: unknownRoute(context) }, 404));
  app.get('/status', (context) => context.json(supervisor.status()));
  app.put('/workspace', async (context) => {
    await supervisor.apply(await context.req.json<Workspace>());
    return context.json({});
  });
  app.put('/door', async (context) => {
    const { port } = await context.req.json<{ port?: number }>();
    await supervisor.openDoor(port);
    return context.json({});
  });
  app.post('/stop', (context) => {
    supervisor.stop();
    return context.json({});
  });
  app.post('/projects/:project/sql', async (context) => {
    const { sql } = await context.req.json<{ sql: string }>();
    const project = context.req.param('project');
    return lines(context, (signal) => supervisor.query(project, sql, signal));
  });
  app.post('/projects/:project/flows/:flow/runs', (context) => {
    const { project, flow } = context.req.param();
    return lines(context, (signal) => texts(supervisor.run(project, flow, signal)));
  });
  return app;
}

async function* texts(documents: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const document of documents) yield JSON.stringify(document);
}

/** One JSON document a line, as they come; a failure in the middle is the last line. */
function lines(context: Context, documents: (signal: AbortSignal) => AsyncIterable<string>): Response {
  context.header('content-type', 'application/x-ndjson');
  return stream(context, async (body) => {
    const gone = new AbortController();
    body.onAbort(() => gone.abort());
    try {
      for await (const document of documents(gone.signal)) await body.writeln(document);
    } catch (error) {
      await body.writeln(JSON.stringify({ problem: describeFailure(error) }));
    }
  });
}

function unknownRoute(context: Context) {
  return {
    code: 'UnknownRoute',
    message: `The gateway has no ${context.req.method} ${context.req.path}.`,
    fix: 'Use the atelier command of the same version as the workspace that is up.',
    whose: 'yours',
  };
}
