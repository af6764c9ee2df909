import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { python } from './in-python.ts';

/** A real MLflow server on a unix socket with its files in a folder, and with a workspace for each project. */
export async function realTracking(socketPath: string, folder: string, projects: readonly string[]) {
  const log = openSync(join(folder, 'tracking.log'), 'a');
  const args = ['-m', 'uvicorn', 'mlflow.server.fastapi_app:app', '--uds', socketPath];
  const server = spawn(python, args, { env: environment(folder), stdio: ['ignore', log, log] });
  const workspaces = {
    socketPath,
    path: '/api/3.0/mlflow/workspaces',
    headers: { 'content-type': 'application/json' },
  };
  while ((await answerTo(workspaces)) === undefined) await beforeItEnds(server);
  for (const name of projects) await answerTo({ ...workspaces, method: 'POST' }, JSON.stringify({ name }));
  const stop = async () => {
    server.kill();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'close');
  };
  return { stop };
}

async function answerTo(options: Parameters<typeof request>[1], body?: string): Promise<string | undefined> {
  try {
    const asked = request(options as object);
    asked.end(body);
    const [answer] = await once(asked, 'response');
    return await text(answer);
  } catch {
    // It does not listen yet.
    return undefined;
  }
}

async function beforeItEnds(server: ChildProcess): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (server.exitCode !== null) throw new Error('the tracking server ended while it started');
}

function environment(folder: string): NodeJS.ProcessEnv {
  const store = `sqlite:///${join(folder, 'tracking.db')}`;
  return {
    PATH: process.env.PATH,
    HOME: folder,
    _MLFLOW_SERVER_FILE_STORE: store,
    _MLFLOW_SERVER_REGISTRY_STORE: store,
    _MLFLOW_SERVER_ARTIFACT_ROOT: 'mlflow-artifacts:/',
    _MLFLOW_SERVER_ARTIFACT_DESTINATION: join(folder, 'artifacts'),
    _MLFLOW_SERVER_SERVE_ARTIFACTS: 'true',
    MLFLOW_ENABLE_WORKSPACES: 'true',
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: 'true',
  };
}
