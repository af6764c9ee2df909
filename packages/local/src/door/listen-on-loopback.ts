import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Problem } from '@atelier/problem';

/** One server for each of the two loopback addresses. */
export interface LoopbackPair {
  readonly v4: Server;
  readonly v6: Server;
}

const tries = 10;

/**
 * Listen on one port of both loopback addresses; resolves to the port, any free one unless it is given.
 *
 * Of both, because "localhost" may mean either: on the other one a stranger could wait at our port for tokens that are
 * meant for us. Problem `DoorPortTaken`.
 */
export async function listenOnLoopback(pair: LoopbackPair, port: number | undefined): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOnBoth(pair, port ?? 0);
    } catch (error) {
      if (port !== undefined) throw taken(port, error);
      if (attempt === tries) throw error;
    }
  }
}

async function listenOnBoth({ v4, v6 }: LoopbackPair, port: number): Promise<number> {
  await listen(v4, '127.0.0.1', port);
  const bound = (v4.address() as AddressInfo).port;
  try {
    await listen(v6, '::1', bound);
  } catch (error) {
    // A machine without IPv6 has no second address for anybody.
    if (['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '')) return bound;
    await new Promise((resolve) => v4.close(resolve));
    throw error;
  }
  return bound;
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function taken(port: number, error: unknown): Problem {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === 'EADDRINUSE' ? 'another program has it' : code;
  return new Problem(
    {
      code: 'DoorPortTaken',
      message: `Port ${port} of loopback cannot be opened: ${reason}.`,
      fix: 'Name another port from 1024 on, or none for any that is free.',
      whose: 'yours',
      state: 'No address was opened.',
    },
    error,
  );
}
