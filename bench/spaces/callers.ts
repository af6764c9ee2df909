import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Where somebody asks SQL of a project: at the portal with a token, or at a socket. */
export interface Counter {
  readonly at: { readonly port: number } | { readonly socketPath: string };
  readonly headers: Readonly<Record<string, string>>;
}

/** What callers who each wait for their answers have met. */
export interface Met {
  readonly asked: number;
  readonly perSecond: number;
  readonly medianMillis: number;
  readonly p99Millis: number;
  readonly maxMillis: number;
  /** Those that got no answer, or another one than the first. */
  readonly errors: readonly string[];
}

interface Load {
  readonly path: string;
  readonly sql: string;
  readonly callers: number;
  /** Of all callers together. */
  readonly asks: number;
}

/** Ask the same SQL at counters, caller by caller in turn, all at once. */
export async function callAtOnce(counters: readonly Counter[], { path, sql, callers, asks }: Load): Promise<Met> {
  const body = JSON.stringify({ sql });
  const agents = counters.map(() => new Agent({ keepAlive: true }));
  const [millis, errors]: [number[], string[]] = [[], []];
  let expected: string | undefined;
  let left = asks;
  const call = async (_: unknown, index: number) => {
    const { at, headers } = counters[index % counters.length] as Counter;
    const agent = agents[index % counters.length];
    while (left > 0) {
      left -= 1;
      const before = performance.now();
      try {
        const asked = request({
          ...('port' in at ? { ...at, host: '127.0.0.1' } : at),
          ...{ agent, method: 'POST', path },
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
        });
        asked.end(body);
        const [answer] = await once(asked, 'response');
        const said = await text(answer);
        expected ??= said;
        if (answer.statusCode !== 200 || said !== expected) errors.push(`${answer.statusCode} ${said.slice(0, 300)}`);
      } catch (error) {
        errors.push(String(error));
      }
      millis.push(performance.now() - before);
    }
  };
  const before = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  const seconds = (performance.now() - before) / 1000;
  for (const agent of agents) agent.destroy();
  const sorted = millis.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return {
    asked: sorted.length,
    perSecond: Math.round(sorted.length / seconds),
    ...{ medianMillis: at(0.5), p99Millis: at(0.99), maxMillis: at(1) },
    errors,
  };
}
