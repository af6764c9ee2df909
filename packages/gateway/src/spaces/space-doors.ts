import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type Caller, callerName, notAllowed } from '@atelier/core';
import { type SpaceName, spaceId } from '@atelier/local/state';
import { decide } from '../decide.ts';
import type { FrontDoor } from '../front-door.ts';
import { forward } from '../passing/forward.ts';
import type { Requester } from '../requester.ts';
import { refusal, refuse } from '../walls/refusal.ts';
import { refuseForm } from '../walls/request-form.ts';
import { meterRequest } from './meter-request.ts';
import { type DoorName, doorNames, passageAt } from './passage-at.ts';

/**
 * The sockets that spaces see, each set made for one space: who asks there is that space's person, or the shared space itself,
 * and needs no token.
 */
export interface SpaceDoors {
  /** Make them; resolves to the folder that the space is to see. Made already: the same. */
  open(space: SpaceName): Promise<string>;
  close(space: SpaceName): Promise<void>;
  closeAll(): Promise<void>;
}

/** @param folder where the folders of spaces are made, entered by its owner alone */
export function spaceDoors(door: FrontDoor, folder: string): SpaceDoors {
  const open = new Map<string, Promise<readonly Server[]>>();
  return {
    open: async (space) => {
      const [id, own] = [idOf(space), join(folder, idOf(space))];
      // Whoever asks for the same while they are being made waits for them.
      const opening = open.get(id) ?? openIn(own, door, space);
      open.set(id, opening);
      await opening.catch((error) => {
        open.delete(id);
        throw error;
      });
      return own;
    },
    close: async (space) => {
      const servers = (await open.get(idOf(space))) ?? [];
      open.delete(idOf(space));
      await Promise.all(servers.map(closed));
      rmSync(join(folder, idOf(space)), { recursive: true, force: true });
    },
    closeAll: async () => {
      const servers = await Promise.all(open.values());
      await Promise.all(servers.flat().map(closed));
    },
  };
}

function openIn(own: string, door: FrontDoor, space: SpaceName): Promise<readonly Server[]> {
  // A space that has outlived a front door sees this very folder: it stays, and what the dead one has left in it goes.
  mkdirSync(own, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(own)) rmSync(join(own, left), { recursive: true });
  // Seen from inside by an account of its own; outside, the folder above is shut.
  chmodSync(own, 0o711);
  return Promise.all(doorNames.map((name) => listening(door, space, name, join(own, `${name}.sock`))));
}

/** Short, since the path of a socket is: of two names that no separator stands in. */
function idOf(space: SpaceName): string {
  return createHash('sha256').update(spaceId(space)).digest('base64url').slice(0, 16);
}

async function listening(door: FrontDoor, space: SpaceName, name: DoorName, path: string): Promise<Server> {
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    answer(request, response, { door, space, name }).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o666);
  return server;
}

/** Whoever asks in a space, as they are known by its sockets. */
function askerIn(space: SpaceName): Requester {
  const { person, project } = space;
  const caller: Caller =
    person === null
      ? { kind: 'shared-space', project }
      : { kind: 'person', person, narrowed: { scope: 'all', project } };
  return { caller, by: `space ${spaceId(space)}`, shown: 'by a socket' };
}

interface Asked {
  readonly door: FrontDoor;
  readonly space: SpaceName;
  readonly name: DoorName;
}

async function answer(request: IncomingMessage, response: ServerResponse, { door, space, name }: Asked): Promise<void> {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  const { project } = space;
  const asker = askerIn(space);
  const crossing = { space: spaceId(space), door: name, who: callerName(asker.caller), url };
  const meter = meterRequest(request, response, crossing, door.receipts);
  const malformed = refuseForm({ method, url, httpVersion, rawHeaders });
  const refused = malformed ?? door.receipts.refusal();
  if (refused !== undefined) return refuse(request, response, refused);
  const passage = passageAt(name, door.places, { caller: asker.caller, project, method, url });
  const [path = ''] = url.split('?', 1);
  if (passage === undefined || !passage.methods.includes(method) || request.headers.upgrade !== undefined) {
    const message = `${method} ${path.slice(0, 100)} is not served at the door "${name}" of a space.`;
    return refuse(request, response, refusal(404, 'NotServed', message, 'Ask what the project has.'));
  }
  const workspace = door.workspace();
  const asked = `${method} ${name}.sock${path}`;
  const decided = decide({ workspace, audit: door.audit }, asker, passage, asked);
  if (decided.allowed) {
    meter.passedOn();
    const lost = await forward(request, response, passage, decided.written);
    return lost && refuse(request, response, lost);
  }
  await decided.written;
  const problem = notAllowed({ caller: asker.caller, ...decided.required }, decided.because).toJSON();
  refuse(request, response, { status: 403, problem });
}

async function closed(server: Server): Promise<void> {
  const end = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await end;
}
