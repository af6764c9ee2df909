import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Clock } from '../../src/clock.ts';
import type { Host } from '../../src/host.ts';
import type { Limiting } from '../../src/spaces/limits/limiting.ts';
import { type SpaceName, spaceFileName, spaceId } from '../../src/spaces/space-name.ts';
import { spaceLog } from '../../src/spaces/space-sandbox.ts';
import { askSpaceWork } from '../../src/spaces/space-work.ts';
import { type Spaces, spacesOf } from '../../src/spaces/spaces.ts';
import { openState } from '../../src/state/open-state.ts';
import { socketPath } from '../../src/state-folder.ts';
import { newHost } from '../sandboxed-host.ts';

/** Spaces of a workspace of their own; the doors of each are one server that answers with the space and the path. */
export interface OpenedSpaces extends AsyncDisposable {
  readonly host: Host;
  readonly spaces: Spaces;
  readonly news: string[];
  /** What a cell printed, run in a new kernel of the space. */
  runCell(space: SpaceName, code: string, ...more: readonly string[]): Promise<string>;
  busy(space: SpaceName): Promise<readonly string[]>;
  /** Resolves to the name of a new terminal. */
  openTerminal(space: SpaceName): Promise<string>;
  typeInto(space: SpaceName, terminal: string, text: string): Promise<string>;
}

export async function openedSpaces(before?: Host, clock?: Clock, limiting?: Limiting): Promise<OpenedSpaces> {
  const host = before ?? (await newHost());
  const database = openState(host.state.database);
  const servers = new Map<string, Server>();
  const news: string[] = [];
  const frontDoor = {
    openSpaceDoors: async (space: SpaceName) => {
      const folder = join(host.state.spaceDoors, spaceFileName(space));
      mkdirSync(folder, { recursive: true });
      chmodSync(folder, 0o711);
      for (const name of ['tracking', 'warehouse', 'endpoints']) {
        const path = join(folder, `${name}.sock`);
        if (servers.has(path)) continue;
        rmSync(path, { force: true });
        const server = createServer((request, response) => response.end(`${spaceId(space)} ${name} ${request.url}`));
        await new Promise<void>((resolve) => server.listen(path, resolve));
        chmodSync(path, 0o666);
        servers.set(path, server);
      }
      return folder;
    },
    closeSpaceDoors: async () => undefined,
  };
  const spaces = spacesOf({
    host,
    database,
    frontDoor,
    tell: (line) => news.push(line),
    ...(clock && { clock }),
    ...(limiting && { limiting }),
  });
  return {
    host,
    spaces: { ...spaces, open: (space) => spaces.open(space).catch((error) => withLog(host, space, error)) },
    news,
    runCell: (space, code, ...more) => runCell(host, space, code, more),
    busy: async (space) => (await askSpaceWork(socketOf(host, space))).busy,
    openTerminal: (space) => runCell(host, space, '', ['terminal']),
    typeInto: (space, terminal, text) => runCell(host, space, text, ['type', terminal]),
    [Symbol.asyncDispose]: async () => {
      await spaces.close();
      for (const server of servers.values()) server.close();
      database.close();
      if (before === undefined) rmSync(dirname(host.state.root), { recursive: true });
    },
  };
}

/** The folder of the log is gone when a failed test is read about. */
function withLog(host: Host, space: SpaceName, error: Error): never {
  if (!existsSync(spaceLog(host.state, space))) throw error;
  throw new Error(`${error.message}\n${readFileSync(spaceLog(host.state, space), 'utf8')}`, { cause: error });
}

function socketOf(host: Host, space: SpaceName): string {
  return socketPath({ sockets: host.state.innerSockets }, spaceFileName(space));
}

async function runCell(host: Host, space: SpaceName, code: string, more: readonly string[]): Promise<string> {
  const socket = socketOf(host, space);
  const child = spawn(host.python, [join(import.meta.dirname, 'run_cell.py'), socket, ...more]);
  child.stdin.end(code);
  const [written, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (errors !== '') throw new Error(errors);
  return written;
}
