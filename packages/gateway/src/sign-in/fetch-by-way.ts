import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { connect as secure } from 'node:tls';
import type { ProviderFetch } from './fetch-in-process.ts';

const withinMs = 15_000;
const mostBytes = 1024 * 1024;

/**
 * Ask a provider elsewhere from a process without a network, by the way that the supervisor keeps open for it.
 *
 * The supervisor passes bytes on and sees none of what is said: the certificate is checked here.
 *
 * @param ca certificates that are trusted, as PEM; left out: those of Node
 */
export function fetchByWay(socketPath: string, ca?: string | string[]): ProviderFetch {
  return async (address, { method, headers, body }) => {
    const url = new URL(address);
    const isSecure = url.protocol === 'https:';
    const way = await connectTo(socketPath, `${url.hostname}:${url.port || (isSecure ? 443 : 80)}`);
    const text = body === undefined || body === null ? '' : String(body);
    const length = { 'content-length': String(Buffer.byteLength(text)), connection: 'close', host: url.host };
    const request = isSecure ? requestSecure : requestPlain;
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const signal = AbortSignal.timeout(withinMs);
    const createConnection = () =>
      isSecure ? secure({ socket: way, servername: url.hostname, ...(ca === undefined ? {} : { ca }) }) : way;
    const sent = request(url, { method, headers: { ...headers, ...length }, createConnection, signal });
    sent.once('error', (error) => {
      way.destroy();
      reject(error);
    });
    sent.once('response', async (response) => {
      try {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > mostBytes) response.destroy(new Error(`${url.host} answered with more than ${mostBytes} bytes`));
        });
        const given = new Uint8Array(await buffer(response));
        const type = { 'content-type': response.headers['content-type'] ?? '' };
        resolve(new Response(given, { status: response.statusCode ?? 500, headers: type }));
      } catch (error) {
        reject(error);
      }
    });
    sent.end(text);
    return promise;
  };
}

function connectTo(socketPath: string, place: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = requestPlain({ socketPath, method: 'CONNECT', path: place, signal: AbortSignal.timeout(withinMs) });
    asked.once('error', reject);
    asked.once('connect', ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket as Socket);
      socket.destroy();
      reject(new Error(`no way to ${place} is open (${statusCode})`));
    });
    asked.end();
  });
}
