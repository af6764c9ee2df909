import type { Walls } from './sandbox/walls.ts';
import type { StateFolder } from './state-folder.ts';

/** Programs, paths and environment that child processes of a workspace are started with. */
export interface Host {
  readonly python: string;
  readonly node: string;
  readonly bubblewrap: string;
  /** The program of the front door. */
  readonly gateway: string;
  /** Whom the state belongs to, by name. */
  readonly user: string;
  /** The environment of every child process, complete. */
  readonly environment: Readonly<Record<string, string>>;
  /** Our own code and libraries, which every child process may read. */
  readonly codePaths: readonly string[];
  /** Numerical code that was compiled at installation. */
  readonly compiled: string;
  /** How pip and uv of whoever starts the workspace are set up: may hold secrets, and goes to no other process. */
  readonly packageSettings: Readonly<Record<string, string>>;
  readonly state: StateFolder;
  readonly walls: Walls;
}
