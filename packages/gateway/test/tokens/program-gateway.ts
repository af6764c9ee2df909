import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditEntry } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import { workspaceOf } from '../../../core/test/workspace-of.ts';
import { makeGateway, placesIn } from '../../src/gateway.ts';
import type { GatewayTask } from '../../src/gateway-task.ts';
import { listenAtLoopback } from '../../src/listen-at-loopback.ts';
import { openGatewayState } from '../../src/state/open-gateway-state.ts';
import { type ProgramDoors, programDoors } from '../../src/tokens/program-doors.ts';

/** A request that has come through. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** The front door in this process, with tokens, before servers that keep what reaches them. */
export interface ProgramGateway {
  readonly url: string;
  readonly folder: string;
  readonly programs: ProgramDoors;
  readonly audited: AuditEntry[];
  readonly arrived: Arrived[];
  workspace: Workspace;
  close(): Promise<void>;
}

export const people = `
workspace: acme
people:
  lead: { role: lead-data-scientist }
  july: { role: data-scientist }
  john: { role: data-engineer }
projects:
  sales: { members: [lead, july, john] }
  other: { members: [lead, john] }
`;

/** A person whom a browser has signed in: what stands for a session in these tests. */
export const sessionHeader = 'x-test-session';

export async function programGateway(now: () => number = Date.now): Promise<ProgramGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'));
  const behind = join(folder, 'behind');
  for (const name of ['behind', 'doors']) mkdirSync(join(folder, name));
  const port = await freePort();
  const [audited, arrived]: [AuditEntry[], Arrived[]] = [[], []];
  const audit = { append: async (entry: AuditEntry) => void audited.push(entry), close: async () => undefined };
  const receipts = { append: async () => undefined, close: async () => undefined };
  const workspace = workspaceOf(people);
  const task: GatewayTask = {
    ...{
      workspace,
      port,
      folder,
      behind,
      auditFolder: folder,
      receiptsFolder: folder,
      spaceDoors: join(folder, 'doors'),
      spaces: [],
    },
    tcpSockets: 1,
    provider: join(folder, 'provider'),
    ownerTokenDigest: '0'.repeat(64),
  };
  const gateway = await makeGateway(task, { audit, receipts, tell: () => undefined });
  const at: { workspace: Workspace } = { workspace };
  const setting = {
    database: openGatewayState(':memory:'),
    serverKey: randomBytes(32),
    portalText: gateway.door.portalText,
  };
  const programs = programDoors({ ...setting, workspace: () => at.workspace, audit, now });
  const door: typeof gateway.door = {
    ...gateway.door,
    workspace: () => at.workspace,
    askerOf: (request) => {
      const person = request.headers[sessionHeader];
      if (typeof person === 'string')
        return { caller: { kind: 'person', person }, by: 'session test', shown: 'by a cookie' };
      return programs.callerOf(request);
    },
    openTo: (request, origin) => (origin.kind === 'portal' ? programs.openTo(request) : undefined),
    ownAnswer: (request, origin, asker) =>
      (origin.kind === 'portal' ? programs.ownAnswer(request, asker) : undefined) ??
      gateway.door.ownAnswer(request, origin, asker),
  };
  const places = placesIn(behind);
  const sockets = [
    places.api,
    places.endpoint('sales', 'demand'),
    places.endpoint('other', 'demand'),
    places.space('july', 'sales'),
  ];
  const servers = await Promise.all(sockets.map((socket) => keeping(socket, arrived)));
  const stop = await listenAtLoopback({ ...gateway, door }, { host: '127.0.0.1', port }, () => undefined);
  return {
    ...{ url: `http://localhost:${port}`, folder, programs, audited, arrived },
    get workspace() {
      return at.workspace;
    },
    set workspace(next) {
      at.workspace = next;
    },
    close: async () => {
      await stop();
      for (const server of servers) server.close();
      await gateway.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function keeping(socket: string, arrived: Arrived[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    arrived.push({ method, url, headers, body: Buffer.concat(chunks) });
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return server;
}
