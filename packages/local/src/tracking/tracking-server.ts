import { join } from 'node:path';
import { Problem } from '@atelier/core';
import type { Host } from '../host.ts';
import { type Service, startService } from '../supervisor/service.ts';
import { type Child, startChild } from '../worker/child.ts';

const startWithinSeconds = 120;
const pollMillis = 50;

/** Answers only once the database is open; MLflow's /health answers before that. */
const workspacesPath = '/api/3.0/mlflow/workspaces';

/** Start the MLflow server of a workspace, on loopback; resolves when it answers. */
export function startTracking(host: Host, port: number, tell: (news: string) => void): Promise<Service> {
  const url = `http://127.0.0.1:${port}`;
  return startService({ name: 'tracking', url, tell, launch: () => launch(host, port, url) });
}

/** Make sure that each project has an MLflow workspace of its own. */
export async function ensureTrackingWorkspaces(trackingUrl: string, projects: readonly string[]): Promise<void> {
  await Promise.all(projects.map((project) => ensureTrackingWorkspace(trackingUrl, project)));
}

async function ensureTrackingWorkspace(trackingUrl: string, project: string): Promise<void> {
  const response = await fetch(trackingUrl + workspacesPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: project }),
  });
  const answer = await response.text();
  if (response.ok || answer.includes('RESOURCE_ALREADY_EXISTS')) return;
  throw new Problem({
    code: 'TrackingRefused',
    message: `Tracking refused a workspace for the project "${project}": ${answer}`,
    fix: 'Read the log with "atelier logs tracking".',
    whose: 'machine',
  });
}

async function launch(host: Host, port: number, url: string): Promise<Child> {
  const log = join(host.state.logs, 'tracking.log');
  const child = startChild(host, { args: serverArguments(port), env: serverEnvironment(host), log });
  const deadline = AbortSignal.timeout(startWithinSeconds * 1000);
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  while (!ended && !deadline.aborted) {
    if (await answers(url + workspacesPath)) return child;
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

/** The server itself rather than `mlflow server`, which starts it from a second process and takes twice as long. */
function serverArguments(port: number): string[] {
  const app = ['-m', 'uvicorn', 'mlflow.server.fastapi_app:app'];
  return [...app, '--host', '127.0.0.1', '--port', String(port), '--no-access-log'];
}

/** What `mlflow server --enable-workspaces --serve-artifacts` would hand its server process. */
function serverEnvironment({ state }: Host): Record<string, string> {
  const database = `sqlite:///${join(state.tracking, 'mlflow.sqlite')}`;
  return {
    _MLFLOW_SERVER_FILE_STORE: database,
    _MLFLOW_SERVER_REGISTRY_STORE: database,
    _MLFLOW_SERVER_ARTIFACT_ROOT: 'mlflow-artifacts:/',
    _MLFLOW_SERVER_ARTIFACT_DESTINATION: join(state.tracking, 'artifacts'),
    _MLFLOW_SERVER_SERVE_ARTIFACTS: 'true',
    MLFLOW_ENABLE_WORKSPACES: 'true',
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: 'true',
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
