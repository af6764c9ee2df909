import { lookup } from 'node:dns/promises';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { BlockList, connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';

/** A way out of the process of packages, which has no network. */
export interface WayToIndex {
  close(): Promise<void>;
}

const connectMs = 10_000;
const idleMs = 60_000;
const mostAtOnce = 64;
const tlsPort = 443;

/**
 * Pass bytes on from a unix socket, by HTTP's CONNECT: to the index itself, and by TLS to its own machine and to addresses
 * of the internet, where indexes keep their files. Names are looked up here, once, and what they lead to is looked at before it is reached: no index
 * leads to this machine, to its network, or to what clouds tell about a machine.
 *
 * @param index its address
 */
export async function wayToIndex(socket: string, index: string): Promise<WayToIndex> {
  const open = new Set<Duplex>();
  const server = createServer((_, response) => void response.writeHead(405).end());
  server.on('connect', async (request, client: Duplex) => {
    client.on('error', () => client.destroy());
    open.add(client);
    client.once('close', () => open.delete(client));
    const place = await reachable(request.url ?? '', index).catch(() => undefined);
    if (place === undefined || open.size > mostAtOnce) return void client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    pass(client, place);
  });
  // Only the holder of the workspace's lock comes here, so a socket file that exists is a dead supervisor's.
  rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const client of open) client.destroy();
      }),
  };
}

interface Place {
  readonly host: string;
  readonly port: number;
}

/** The address behind a place that may be reached; undefined for every other. */
async function reachable(asked: string, index: string): Promise<Place | undefined> {
  const at = asked.lastIndexOf(':');
  const [name, port] = [asked.slice(0, at).replace(/^\[|\]$/g, ''), Number(asked.slice(at + 1))];
  const own = new URL(index);
  const ownPort = Number(own.port) || (own.protocol === 'https:' ? tlsPort : 80);
  if (own.hostname.replace(/^\[|\]$/g, '') === name && ownPort === port) return { host: name, port };
  if (port !== tlsPort || name === '') return undefined;
  const [addresses, owns] = await Promise.all([addressesOf(name), addressesOf(own.hostname)]);
  const [host] = addresses;
  // Inside of a company, files are often at another name of the index's own machine.
  const isOpen = (address: string) => isOfTheInternet(address) || owns.includes(address);
  return host === undefined || !addresses.every(isOpen) ? undefined : { host, port };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  const name = host.replace(/^\[|\]$/g, '');
  return isIP(name) === 0 ? (await lookup(name, { all: true })).map(({ address }) => address) : [name];
}

/** Addresses that are not of the internet (RFC 6890), as networks of IPv4; of IPv6, those that are. */
const special = listOf(
  'ipv4',
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3',
);
const globalSix = listOf('ipv6', '2000::/3');
/** For examples, and those that hold an address of IPv4. */
const specialSix = listOf('ipv6', '2001::/23 2001:db8::/32 2002::/16 3fff::/20');

function listOf(family: 'ipv4' | 'ipv6', networks: string): BlockList {
  const list = new BlockList();
  for (const network of networks.split(' ')) {
    const [address = '', bits = ''] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isOfTheInternet(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4');
  return globalSix.check(address, 'ipv6') && !specialSix.check(address, 'ipv6');
}

function pass(client: Duplex, { host, port }: Place): void {
  const outside = connect({ host, port });
  const end = () => {
    client.destroy();
    outside.destroy();
  };
  outside.setTimeout(connectMs, end);
  outside.once('error', end);
  client.once('close', end);
  outside.once('close', end);
  outside.once('connect', () => {
    outside.setTimeout(idleMs, end);
    client.write('HTTP/1.1 200 Connected\r\n\r\n');
    client.pipe(outside).pipe(client);
  });
}
