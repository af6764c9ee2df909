import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerRequest, crossingOf, judge } from './answer-request.ts';
import type { FrontDoor } from './front-door.ts';
import type { Gateway } from './gateway.ts';
import { passWebsocket } from './passing/pass-websocket.ts';
import { unanswered } from './passing/unanswered.ts';
import { meterWebsocket } from './spaces/meter-websocket.ts';
import type { BoundedServer, DoorAnswers } from './walls/bounded-server.ts';
import { endStream } from './walls/end-stream.ts';
import { isRefusal, rawRefusal } from './walls/refusal.ts';

/** How long requests that are being answered may go on once the front door closes. */
const graceSeconds = 10;
const sweepMillis = 100;

/** A socket that was handed down, or a port to take. */
export type ListenPlace = { readonly fd: number } | { readonly host: string; readonly port: number };

/** What speaks at a place, and who hears what goes wrong. */
export interface Spoken {
  serve(answers: DoorAnswers): BoundedServer;
  /** One-way news for the log. */
  tell(news: string): void;
}

/** Answer at a place; resolves, once it listens, to what ends that. A bug of ours ends one request, and never the process. */
export async function answerAt(
  gateway: Gateway,
  place: ListenPlace,
  { serve, tell }: Spoken,
): Promise<() => Promise<void>> {
  const failed = (end: () => void) => (error: unknown) => {
    tell(`the front door failed at a request: ${error instanceof Error ? error.stack : error}`);
    end();
  };
  const { server, proven } = serve({
    answer: (request: IncomingMessage, response: ServerResponse) => {
      answerRequest(request, response, door).catch((error) => {
        // Who leaves in the middle of a request ends it, and nothing has failed.
        if (request.destroyed && !request.complete) response.destroy();
        else failed(() => response.destroy())(error);
      });
    },
    upgrade: (request: IncomingMessage, stream: Socket, head: Buffer) => {
      stream.on('error', () => undefined);
      answerUpgrade(request, stream, head).catch(failed(() => stream.destroy()));
    },
  });
  const door: FrontDoor = { ...gateway.door, proven: ({ socket }) => proven(socket) };

  async function answerUpgrade(request: IncomingMessage, stream: Socket, head: Buffer): Promise<void> {
    const outcome = await judge(request, door);
    if (isRefusal(outcome)) return endStream(stream, rawRefusal(outcome));
    if ('own' in outcome) return void stream.destroy();
    const { passage, asker, decided } = outcome;
    const unwritten = await decided.written.catch((error: unknown) => unanswered(error, passage));
    if (unwritten !== undefined) return endStream(stream, rawRefusal(unwritten));
    const channel = passWebsocket(request, { stream, head }, passage);
    const crossing = crossingOf(passage, asker);
    if (crossing !== undefined) meterWebsocket(channel, crossing, door.receipts);
    gateway.channels.add(channel, asker, passage);
    // Whoever has left while it was written down was not among those that were closed.
    gateway.channels.recheck(door.workspace());
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, resolve);
  });
  return () => closeServer(server);
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that a client keeps would hold the end up once its last answer is given.
    const sweep = setInterval(() => server.closeIdleConnections(), sweepMillis);
    const patience = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(patience);
      resolve();
    });
  });
}
