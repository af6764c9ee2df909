import { Problem } from '@atelier/problem';
import type { Host } from '../host.ts';
import type { BoundSocket } from '../processes/bound-socket.ts';
import type { Child } from '../processes/child.ts';
import { startServer } from '../processes/start-server.ts';
import { spaceText } from './space-name.ts';
import { type SpaceWalls, spaceLog, spaceSandbox } from './space-sandbox.ts';

const startWithinSeconds = 120;

/** What a space is started with. */
export interface SpaceProcessSpec extends SpaceWalls {
  readonly socket: BoundSocket;
}

/** Start JupyterLab behind the walls of a space. */
export async function startSpaceProcess(host: Host, spec: SpaceProcessSpec): Promise<Child> {
  const { sandbox, told } = spaceSandbox(host, spec);
  const log = spaceLog(host.state, spec);
  return startServer(host, {
    command: [host.python, '-P', '-m', 'atelier.worker'],
    sandbox,
    input: { step: 'space', ...told, descriptor: 4 },
    log,
    sockets: [spec.socket],
    startWithinSeconds,
    notStarted: (reason) =>
      new Problem({
        code: 'SpaceDidNotStart',
        message: `${spaceText(spec)} cannot be opened: ${reason}.`,
        fix: `Read ${log}.`,
        whose: 'machine',
        state: 'What was kept in it is as it was.',
      }),
  });
}
