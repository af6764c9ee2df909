import type { FailureAnswer } from '@atelier/core/contract';
import { describeFailure } from '@atelier/problem';
import type { Context } from 'hono';
import { stream } from 'hono/streaming';

/**
 * Answer with one JSON document a line, as they come; a failure in the middle is the last line.
 *
 * @param documents is called at once: what it throws is no line, and left to the caller
 */
export function answerInLines(context: Context, documents: (signal: AbortSignal) => AsyncIterable<unknown>): Response {
  const gone = new AbortController();
  const answers = documents(gone.signal);
  context.header('content-type', 'application/x-ndjson');
  return stream(context, async (body) => {
    body.onAbort(() => gone.abort());
    try {
      for await (const document of answers) {
        await body.writeln(typeof document === 'string' ? document : JSON.stringify(document));
      }
    } catch (error) {
      await body.writeln(JSON.stringify({ problem: describeFailure(error) } satisfies FailureAnswer));
    }
  });
}
