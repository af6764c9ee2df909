import { constants } from 'node:crypto';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { type BoundedServer, boundedOptions, boundServer, type DoorAnswers, refuseBytes } from './bounded-server.ts';
import type { ShownCertificate, TlsCertificate } from './shown-certificate.ts';

/** Connections that have not shown who they are of; those of browsers whose people are signing in are among them. */
const mostStrangers = 512;
const handshakeWithinSeconds = 10;

/** Of TLS 1.2 those with forward secrecy and authenticated encryption (Mozilla, Server Side TLS 5.7, "Intermediate"). */
const ciphers = [
  ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
  ...['ECDSA', 'RSA'].flatMap((key) => [
    `ECDHE-${key}-AES128-GCM-SHA256`,
    `ECDHE-${key}-AES256-GCM-SHA384`,
    `ECDHE-${key}-CHACHA20-POLY1305`,
  ]),
].join(':');

/** On every answer: browsers come by TLS alone for a year, and keep each origin in a process of its own. */
const answerHeaders = new Map([
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['origin-agent-cluster', '?1'],
]);

/**
 * Make a server of TLS for a name and the names one label below it; it does not listen yet.
 *
 * Whoever asks for another name, or says none, gets no connection. What is no TLS is closed without an answer.
 */
export function serveTls({ answer, upgrade }: DoorAnswers, name: string, shown: ShownCertificate): BoundedServer {
  const isOurs = (asked: string | false) => asked === name || (asked !== false && isBelow(asked, name));
  const server = createServer({
    ...boundedOptions,
    ...contextOf(shown.current()),
    handshakeTimeout: handshakeWithinSeconds * 1000,
    SNICallback: (asked, done) => (isOurs(asked) ? done(null) : done(new Error('another name is asked for'))),
  });
  const shaken = new WeakSet<Socket>();
  server.on('secureConnection', (socket: TLSSocket) => {
    if (isOurs(socket.servername as string | false)) shaken.add(socket);
    else socket.destroy();
  });
  server.on('clientError', (error, stream) => {
    if (shaken.has(stream as Socket)) refuseBytes(error, stream as Socket);
    else stream.destroy();
  });
  shown.follow((next) => server.setSecureContext(contextOf(next)));
  const headed: RequestListener = (request, response) => {
    response.setHeaders(answerHeaders);
    answer(request, response);
  };
  // It has all that a server of HTTP has, which its type does not say.
  return boundServer(server as unknown as Server, { answer: headed, upgrade }, mostStrangers);
}

/** Whether a name is another one with one label before it. */
function isBelow(asked: string, name: string): boolean {
  const [label = ''] = asked.split('.', 1);
  return label !== '' && asked.slice(label.length) === `.${name}`;
}

function contextOf({ certificate, key }: TlsCertificate): SecureContextOptions {
  return {
    cert: certificate,
    key,
    minVersion: 'TLSv1.2',
    ciphers,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
}
