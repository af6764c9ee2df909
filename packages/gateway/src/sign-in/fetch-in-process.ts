import { createServer, type RequestListener, request } from 'node:http';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** What openid-client asks a provider with. */
export type ProviderFetch = (
  url: string,
  options: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body?: unknown },
) => Promise<Response>;

/** Ask a server of this process over HTTP without any network: the two ends of a connection in memory. */
export function fetchInProcess(answer: RequestListener): ProviderFetch {
  const server = createServer(answer);
  return async (url, { method, headers, body }) => {
    const [ours, theirs] = duplexPair();
    server.emit('connection', theirs);
    const text = body === undefined || body === null ? '' : String(body);
    const length = { 'content-length': String(Buffer.byteLength(text)), connection: 'close' };
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    const sent = request(url, { method, headers: { ...headers, ...length }, createConnection: () => ours });
    sent.once('error', reject);
    sent.once('response', async (response) => {
      try {
        const given = await buffer(response);
        const fields = Object.entries(response.headers).map(
          ([name, value]) => [name, String(value)] as [string, string],
        );
        resolve(new Response(new Uint8Array(given), { status: response.statusCode ?? 500, headers: fields }));
      } catch (error) {
        reject(error);
      }
    });
    sent.end(text);
    return promise;
  };
}
