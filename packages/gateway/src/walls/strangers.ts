import type { Socket } from 'node:net';

/** Connections on which nobody has shown who they are yet. */
export interface Strangers {
  /** Somebody has come; who are too many, the oldest of whoever has most of them is closed. */
  came(socket: Socket): void;
  /** Somebody is known by now, and bounded no more; also by the connection of TLS on top of the one that came. */
  proven(socket: Socket): void;
}

/**
 * Bound strangers, so that they cannot fill up what people need.
 *
 * Whoever opens many connections from one address drives out their own, and not those of people elsewhere.
 */
export function boundStrangers(most: number): Strangers {
  const strangers = new Map<string, Socket>();
  return {
    came: (socket) => {
      const id = idOf(socket);
      strangers.set(id, socket);
      socket.once('close', () => {
        if (strangers.get(id) === socket) strangers.delete(id);
      });
      if (strangers.size > most) driveOut(strangers);
    },
    proven: (socket) => void strangers.delete(idOf(socket)),
  };
}

function driveOut(strangers: Map<string, Socket>): void {
  const byAddress = [...Map.groupBy(strangers.values(), ({ remoteAddress }) => remoteAddress).values()];
  const [oldest] = byAddress.reduce((one, other) => (other.length > one.length ? other : one));
  if (oldest === undefined) return;
  // It says that it is closed only later, and is not to be chosen again.
  for (const [id, socket] of strangers) if (socket === oldest) strangers.delete(id);
  oldest.destroy();
}

function idOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
