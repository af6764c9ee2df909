import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { type AuditLog, openAuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import { apiRoutes } from '@atelier/core/contract';
import { listenOnSocket, servedRoutes } from '@atelier/local/routes';

const asks = 1000;
const path = '/projects/sales/sql';

/** Milliseconds that each of many requests at the owner's socket takes, decided and answered with nothing. */
async function laps(folder: string, name: string, record: AuditLog['append']): Promise<number[]> {
  const entrance = { by: "owner's socket", callerOf: () => ({ kind: 'owner' }) as const, record };
  // The owner is decided about without a look at the file.
  const served = servedRoutes({ ...entrance, workspace: () => ({}) as Workspace, mostBytes: 1000 });
  served.inLines(apiRoutes.query, async function* () {
    yield { rows: [] };
  });
  const socketPath = join(folder, `${name}.sock`);
  const stop = await listenOnSocket(served.app, socketPath);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const millis: number[] = [];
  for (let ask = 0; ask < asks; ask += 1) {
    const before = performance.now();
    const asked = request({ socketPath, path, agent, method: 'POST', headers: { 'content-type': 'application/json' } });
    asked.end('{"sql":"select 1"}');
    const [answer] = await once(asked, 'response');
    for await (const _ of answer);
    if (answer.statusCode !== 200) throw new Error(`the answer is ${answer.statusCode}`);
    millis.push(performance.now() - before);
  }
  agent.destroy();
  await stop();
  return millis;
}

/** What writing each decision down adds to a request, turn by turn. */
export async function addedToRequests(folder: string, turns: number) {
  const log = openAuditLog({ folder, workspace: 'bench', writer: 'supervisor', tell: console.error });
  const [without, within]: [number[], number[]] = [[], []];
  for (let turn = 0; turn <= turns; turn += 1) {
    const [one, other] = [await laps(folder, 'without', async () => undefined), await laps(folder, 'with', log.append)];
    // The first turn warms up.
    if (turn === 0) continue;
    without.push(...one);
    within.push(...other);
  }
  await log.close();
  const at = (values: readonly number[], part: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;
  const [median, p99] = [0.5, 0.99].map((part) => ({ without: at(without, part), within: at(within, part) }));
  return { requests: within.length, medianMillis: median, p99Millis: p99 };
}
