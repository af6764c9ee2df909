import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { answerRequest, type DoorWalls } from './answer-request.ts';
import type { DoorTargets } from './door-targets.ts';
import { newToken, writeToken } from './door-token.ts';
import { listenOnLoopback } from './listen-on-loopback.ts';
import { seldom } from './seldom.ts';
import { serveLoopback } from './serve-loopback.ts';

/** One loopback address in front of tracking and endpoints, for whoever has its token. */
export interface Door {
  readonly url: string;
  readonly port: number;
  /** Holds the token; readable by its owner alone, gone when the door is closed. */
  readonly tokenFile: string;
  /** The same as a header line, for `curl -H @FILE`. */
  readonly headerFile: string;
  /** Stop listening at once; what is being answered has a few seconds to end. */
  close(): Promise<void>;
}

export interface DoorOptions {
  /** Where the token is written; a folder that its owner alone may enter. */
  readonly tokenFile: string;
  /** Default: any free one. */
  readonly port?: number;
  /** One-way news for the supervisor's log. */
  tell(news: string): void;
}

const graceSeconds = 5;
const sweepMillis = 50;

/** Open the door; the token is written before the address answers. Problem `DoorPortTaken`. */
export async function openDoor(targets: DoorTargets, options: DoorOptions): Promise<Door> {
  const token = newToken();
  const { tokenFile, headerFile, remove } = writeToken(token, options.tokenFile);
  const wrongToken = seldom(options.tell, 'the door refused a request with a wrong token');
  const bounds = { targets, token, tokenFile, wrongToken };
  const pair = { v4: guarded(bounds, options.tell), v6: guarded(bounds, options.tell) };
  try {
    const port = await listenOnLoopback(pair, options.port);
    const close = async () => {
      remove();
      await Promise.all([closeServer(pair.v4), closeServer(pair.v6)]);
    };
    return { url: `http://127.0.0.1:${port}`, port, tokenFile, headerFile, close };
  } catch (error) {
    remove();
    throw error;
  }
}

/** A server behind the walls; a bug of ours ends one request, and never the process that all projects depend on. */
function guarded(bounds: Omit<DoorWalls, 'proven'>, tell: (news: string) => void): Server {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    try {
      answerRequest(request, response, walls);
    } catch (error) {
      tell(`the door failed at a request: ${error instanceof Error ? error.stack : error}`);
      response.destroy();
    }
  };
  const { server, proven } = serveLoopback(answer);
  const walls = { ...bounds, proven: ({ socket }: IncomingMessage) => proven(socket) };
  return server;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection that a client keeps would hold the end up once its last answer is given.
    const sweep = setInterval(() => server.closeIdleConnections(), sweepMillis);
    const patience = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
    // Also where it never listened, on a machine without IPv6.
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(patience);
      resolve();
    });
  });
}
