import type { DatabaseSync } from 'node:sqlite';
import { Problem } from '@atelier/problem';
import { bindLoopback } from './loopback-sockets.ts';
import type { TcpSockets } from './tcp-sockets.ts';

/** Where a front door is unless it has ever been somewhere else. */
export const usualPort = 8470;

const name = 'front-door';
/** Its name before people signed in at it: programs know that address. */
const nameBefore = 'door';

/** Where it is remembered, and what it is bound with. */
export interface PortPlace {
  /** The supervisor's. */
  readonly database: DatabaseSync;
  readonly python: string;
}

/**
 * Bind the port of a workspace's front door, the one that it had the last time; the usual one or any free one at first.
 *
 * One that a stranger has taken meanwhile is left for another; `tell` hears of it, as people know the address.
 */
export function bindPortOf({ database, python }: PortPlace, tell: (news: string) => void): TcpSockets {
  const first = remembered(database, name) ?? remembered(database, nameBefore) ?? usualPort;
  const bound = bindLoopback(python, first) ?? bindLoopback(python);
  if (bound === undefined) throw new Error('no port can be bound');
  if (bound.port !== first)
    tell(`port ${first} of the front door is taken by another program; it is at ${bound.port} from now on`);
  remember(database, bound.port);
  return bound;
}

/** Bind another port for it, and remember that one. Problem `DoorPortTaken`. */
export function bindOtherPort({ database, python }: PortPlace, port: number): TcpSockets {
  const bound = bindLoopback(python, port);
  if (bound === undefined) throw taken(port);
  remember(database, port);
  return bound;
}

function remembered(database: DatabaseSync, service: string): number | undefined {
  const port = database.prepare('select port from ports where service = ?').get(service)?.port;
  return typeof port === 'number' ? port : undefined;
}

function remember(database: DatabaseSync, port: number): void {
  database.prepare('insert or replace into ports (service, port) values (?, ?)').run(name, port);
}

function taken(port: number): Problem {
  return new Problem({
    code: 'DoorPortTaken',
    message: `Port ${port} of loopback cannot be opened: another program has it.`,
    fix: 'Name another port from 1024 on, or leave the front door where it is.',
    whose: 'yours',
    state: 'The front door is where it was.',
  });
}
