import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../atelier', import.meta.url));

export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is still running. */
export interface Running {
  /** Text that it has said so far. */
  readonly said: { out: string; err: string };
  readonly ended: Promise<Answer>;
  /** Interrupts it as Ctrl-C does. */
  interrupt(): void;
  /** Ends it at once, with no time to clean up. */
  kill(): void;
}

/** A workspace folder of its own, used through the launcher as a person would. */
export interface WorkspaceFolder {
  readonly path: string;
  atelier(...args: readonly string[]): Promise<Answer>;
  start(...args: readonly string[]): Running;
  /** The one JSON document that a command prints. */
  json(...args: readonly string[]): Promise<Readonly<Record<string, never>>>;
  /** Bring the workspace down and remove everything. */
  remove(): Promise<void>;
}

/** Make an empty folder to use Atelier in. */
export function workspaceFolder(): WorkspaceFolder {
  const path = mkdtempSync(join(tmpdir(), 'atelier-'));
  const start = (...args: readonly string[]) => startCommand(args, { cwd: path });
  const atelier = (...args: readonly string[]) => start(...args).ended;
  return {
    path,
    atelier,
    start,
    json: async (...args) => {
      const { out, err } = await atelier(...args, '--json');
      try {
        return JSON.parse(out);
      } catch {
        throw new Error(`atelier ${args.join(' ')} printed no JSON document: ${out}${err}`);
      }
    },
    remove: async () => {
      await atelier('down');
      rmSync(path, { recursive: true });
    },
  };
}

export interface CommandPlace {
  /** Default: that of the tests. */
  readonly cwd?: string;
  /** Default: that of the tests. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Start a command line through the launcher, with nobody there to answer. */
export function startCommand(args: readonly string[], place: CommandPlace = {}): Running {
  const command = spawn(launcher, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  command.stdout.on('data', (data) => {
    said.out += data;
  });
  command.stderr.on('data', (data) => {
    said.err += data;
  });
  const ended = new Promise<Answer>((resolve, reject) => {
    command.once('error', reject);
    command.once('close', (code) => resolve({ code, ...said }));
  });
  return { said, ended, interrupt: () => void command.kill('SIGINT'), kill: () => void command.kill('SIGKILL') };
}
