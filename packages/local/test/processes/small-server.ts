import { join } from 'node:path';
import { Problem } from '@atelier/problem';
import type { Host } from '../../src/host.ts';
import { type ServerSpec, startServer } from '../../src/processes/start-server.ts';

/** Start a server that is a few lines of Python with `say(document)`; how it is not started is a problem of this code. */
export function smallServer(host: Host, program: string, spec: Partial<ServerSpec> = {}) {
  const beginning =
    'import json, os, signal, sys, time\nsay = lambda news: os.write(3, (json.dumps(news) + "\\n").encode())\n';
  return startServer(host, {
    command: [host.python, '-S', '-P', '-c', beginning + program],
    sandbox: { name: 'small', reach: 'nothing', processes: 'one' },
    log: join(host.state.logs, 'small.log'),
    startWithinSeconds: 120,
    notStarted: (reason) =>
      new Problem({ code: 'SmallDidNotStart', message: reason, fix: 'Mend the test.', whose: 'machine' }),
    ...spec,
  });
}

/** Serves until it is told to end; the first process behind walls ignores what it has not asked to hear. */
export const serving = 'signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\nsay({"ready": {}})\nsignal.pause()';
