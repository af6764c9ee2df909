import type { IncomingMessage } from 'node:http';
import { judge } from '../src/answer-request.ts';
import { isRefusal } from '../src/walls/refusal.ts';
import { type AskedOrigin, headersOf, type TestGateway } from './test-gateway.ts';

/** What becomes of a request: the name of the socket that it would go on to, or the status of its refusal. */
export async function judged(
  { gateway, port, token }: TestGateway,
  person: string | 'owner' | undefined,
  asked: AskedOrigin,
): Promise<string | number> {
  const { host = `localhost:${port}`, method = 'GET', path: url, narrowed } = asked;
  const who =
    person === 'owner' ? { authorization: `Bearer ${token}` } : person === undefined ? {} : headersOf(person, narrowed);
  const headers = { host, ...who, ...asked.headers };
  const rawHeaders = Object.entries(headers).flat();
  const request = { method, url, httpVersion: '1.1', headers, rawHeaders } as unknown as IncomingMessage;
  const outcome = await judge(request, { ...gateway.door, proven: () => undefined });
  if (isRefusal(outcome)) return outcome.status;
  return 'own' in outcome ? 'own' : outcome.passage.socket;
}
