import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RequestPassage } from '../passing/request-passage.ts';

/** Ask a server behind the front door for one JSON document; a refusal is one too. Rejects for what is no answer of that kind. */
export async function askBehind(
  { socket, path, headers, methods: [method] }: RequestPassage,
  body: unknown,
): Promise<{ readonly status: number; readonly document: unknown }> {
  const sent = JSON.stringify(body);
  const of = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(sent) };
  return await new Promise((resolve, reject) => {
    const asked = request(
      { socketPath: socket, path, method, agent: false, headers: { ...headers, ...of } },
      (answer) => {
        text(answer)
          .then((said) => ({ status: answer.statusCode ?? 0, document: JSON.parse(said) }))
          .then(resolve, reject);
      },
    );
    asked.once('error', reject);
    asked.end(sent);
  });
}
