import { createServer } from 'node:http';
import { type BoundedServer, boundedOptions, boundServer, type DoorAnswers, refuseBytes } from './bounded-server.ts';

/**
 * Connections on which nobody has shown who they are yet; beyond this the oldest is closed, so that strangers cannot fill up.
 * Hundreds of programs that come at once are accepted before the first of them is heard.
 */
const mostStrangers = 1024;

/** Make the server of one address of loopback; it does not listen yet. */
export function serveLoopback(answers: DoorAnswers): BoundedServer {
  const server = createServer(boundedOptions);
  server.on('clientError', refuseBytes);
  return boundServer(server, answers, mostStrangers);
}
