import { readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { openAuditLog, openReceiptLog } from '@atelier/audit';
import { Problem } from '@atelier/problem';
import { getRequestListener } from '@hono/node-server';
import { answerOwner } from './answer-owner.ts';
import { makeGateway } from './gateway.ts';
import type { GatewayTask } from './gateway-task.ts';
import { listenAtLoopback } from './listen-at-loopback.ts';
import { listenByTls } from './listen-by-tls.ts';

const taskDescriptor = 0;
const logDescriptor = 2;
const newsDescriptor = 3;
const ownersDescriptor = 4;
const firstTcpDescriptor = 5;

function report(news: { readonly ready: object } | { readonly problem: object }): void {
  writeSync(newsDescriptor, `${JSON.stringify(news)}\n`);
}

function tell(news: string): void {
  writeSync(logDescriptor, `${news}\n`);
}

/** Be the front door on the sockets that were handed over, until SIGTERM. */
async function serve(): Promise<void> {
  const task = JSON.parse(readFileSync(taskDescriptor, 'utf8')) as GatewayTask;
  const writer = { workspace: task.workspace.name, writer: 'front-door', tell };
  const audit = openAuditLog({ ...writer, folder: task.auditFolder });
  const receipts = openReceiptLog({ ...writer, folder: task.receiptsFolder });
  const gateway = await makeGateway(task, { audit, receipts, tell });
  const door = { ...gateway.door, proven: () => undefined };
  const owners = createServer({ requestTimeout: 0 }, answerOwner(door, getRequestListener(gateway.control.fetch)));
  await new Promise<void>((resolve) => owners.listen({ fd: ownersDescriptor }, resolve));
  const { shown } = gateway;
  const listen = (fd: number) =>
    shown === undefined ? listenAtLoopback(gateway, { fd }, tell) : listenByTls(gateway, { fd }, shown, tell);
  const descriptors = Array.from({ length: task.tcpSockets }, (_, index) => firstTcpDescriptor + index);
  const stops = await Promise.all(descriptors.map(listen));
  report({ ready: {} });
  process.once('SIGTERM', async () => {
    owners.close();
    owners.closeAllConnections();
    gateway.channels.closeAll();
    await Promise.all(stops.map((stop) => stop()));
    await gateway.close();
  });
}

try {
  await serve();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  report({ problem: error.toJSON() });
}
