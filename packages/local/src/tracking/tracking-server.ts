import { join } from 'node:path';
import { Problem } from '@atelier/core';
import { request } from 'undici';
import type { Host } from '../host.ts';
import { type Service, startService } from '../supervisor/service.ts';
import { type Child, startChild } from '../worker/child.ts';

const startWithinSeconds = 120;
const pollMillis = 50;

/** Start the MLflow server of a workspace, on loopback; resolves when it answers. */
export function startTracking(host: Host, port: number, tell: (news: string) => void): Promise<Service> {
  const url = `http://127.0.0.1:${port}`;
  return startService({ name: 'tracking', url, tell, launch: () => launch(host, port, url) });
}

/** Make sure that a project has an MLflow workspace of its own. */
export async function ensureTrackingWorkspace(trackingUrl: string, project: string): Promise<void> {
  const workspaces = `${trackingUrl}/api/3.0/mlflow/workspaces`;
  const known = await request(`${workspaces}/${project}`);
  await known.body.dump();
  if (known.statusCode === 200) return;
  const created = await request(workspaces, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: project }),
  });
  const answer = await created.body.text();
  if (created.statusCode < 300) return;
  throw new Problem({
    code: 'TrackingRefused',
    message: `Tracking refused a workspace for the project "${project}": ${answer}`,
    fix: 'Read the log with "atelier logs tracking".',
    whose: 'machine',
  });
}

async function launch(host: Host, port: number, url: string): Promise<Child> {
  const log = join(host.state.logs, 'tracking.log');
  const child = startChild(host, { args: serverArguments(host, port), env: serverEnvironment(), log });
  const deadline = AbortSignal.timeout(startWithinSeconds * 1000);
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  while (!ended && !deadline.aborted) {
    if (await answers(`${url}/health`)) return child;
    await new Promise((resolve) => setTimeout(resolve, pollMillis));
  }
  await child.stop(0);
  throw new Problem({
    code: 'TrackingDidNotStart',
    message: `The tracking server ${ended ? 'ended while it started' : `did not answer within ${startWithinSeconds} s`}.`,
    fix: `Read ${log}.`,
    whose: 'machine',
    state: 'Nothing is lost; the workspace is down.',
  });
}

function serverArguments(host: Host, port: number): string[] {
  const folder = host.state.tracking;
  return [
    ...['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1'],
    ...['--backend-store-uri', `sqlite:///${join(folder, 'mlflow.sqlite')}`],
    ...['--artifacts-destination', join(folder, 'artifacts'), '--serve-artifacts', '--enable-workspaces'],
  ];
}

function serverEnvironment(): Record<string, string> {
  return { MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' };
}

async function answers(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url);
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}
