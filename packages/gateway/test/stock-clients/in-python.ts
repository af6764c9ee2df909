import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The Python of the tests. */
export const python = fileURLToPath(new URL('../../../../.venv/bin/python', import.meta.url));

type Variables = Readonly<Record<string, string>>;

/**
 * Runs Python with nothing in its environment but what is given, at home in a folder.
 *
 * @returns resolves to the last line that it has printed
 */
export function inPython(folder: string): (args: readonly string[], env: Variables) => Promise<string> {
  return async (args, env) => {
    const place = { PATH: process.env.PATH, HOME: folder, MLFLOW_DISABLE_TELEMETRY: 'true', ...env };
    const { stdout } = await promisify(execFile)(python, args, { env: place });
    return stdout.trimEnd().split('\n').at(-1) ?? '';
  };
}

/** A program of this folder. */
export function scriptAt(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
