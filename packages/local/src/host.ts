import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Problem } from '@atelier/core';
import type { StateFolder } from './state-folder.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const inheritedVariables = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/** What child processes of a workspace are started with. */
export interface Host {
  readonly python: string;
  /** The environment of every child process, complete. */
  readonly environment: Readonly<Record<string, string>>;
  readonly state: StateFolder;
}

/**
 * Find the Python environment beside this code, and decide what child processes inherit.
 *
 * Of the caller's environment that is the search path, the home folder and the language: credentials of the person who
 * started the workspace must not reach a worker.
 */
export function findHost(state: StateFolder, callerEnvironment: Readonly<Record<string, string | undefined>>): Host {
  const python = `${root}.venv/bin/python`;
  if (!existsSync(python)) {
    throw new Problem({
      code: 'PythonMissing',
      message: `There is no Python environment at ${python}.`,
      fix: 'Start Atelier through its launcher, ./atelier, which installs what is missing.',
      whose: 'machine',
      state: 'Nothing was started.',
    });
  }
  const inherited = inheritedVariables.flatMap((name) => {
    const value = callerEnvironment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const environment = { ...Object.fromEntries(inherited), PYTHONPATH: `${root}python`, PYTHONUNBUFFERED: '1' };
  return { python, environment, state };
}
