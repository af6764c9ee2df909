import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import type { BoundSocket } from '../processes/bound-socket.ts';
import type { Child } from '../processes/child.ts';
import { startServer } from '../processes/start-server.ts';
import { modelFolder } from '../state-folder.ts';
import type { ModelDeployment } from './deployments.ts';

/** Loading a forecaster compiles what the installation has not. */
const startWithinSeconds = 180;

/** A model of thousands of series, and the largest request that is accepted. */
const memoryMiB = 4096;

/** Start a model server on the socket of its endpoint; it sees the forecaster that it answers from and nothing else. */
export async function startModelServer(host: Host, deployment: ModelDeployment, socket: BoundSocket): Promise<Child> {
  const { project, endpoint, model, version, digest } = deployment;
  // With a sign between the names that no name contains: two endpoints share neither log nor scratch folder.
  const name = `endpoint.${project}.${endpoint}`;
  const log = join(host.state.logs, `${name}.log`);
  const folder = modelFolder(host.state, project, model, version);
  const notStarted = (reason: string) => endpointProblem(deployment, reason, log);
  if (!existsSync(folder)) throw notStarted(`its model folder ${folder} is gone`);
  return startServer(host, {
    command: [host.python, '-P', '-m', 'atelier.worker'],
    sandbox: {
      // Two versions of one endpoint run beside each other for a moment.
      name: `${name}.${version}`,
      readOnly: [folder],
      reach: 'nothing',
      processes: 'one',
      memoryMiB,
    },
    input: { step: 'serve', model: folder, digest, descriptor: 4 },
    log,
    sockets: [socket],
    startWithinSeconds,
    notStarted,
  });
}

function endpointProblem(deployment: ModelDeployment, reason: string, log: string): Problem {
  return new Problem({
    code: 'EndpointDidNotStart',
    message: `The endpoint ${deployment.endpoint} of ${deployment.project} cannot serve ${deployment.model} version ${deployment.version}: ${reason}.`,
    fix: `Read ${log}, then run the flow again.`,
    whose: 'machine',
    state: 'A version that was served before is still served.',
  });
}
