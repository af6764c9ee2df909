import {
  type Action,
  actions,
  applies,
  decide,
  journeysOf,
  journeyText,
  type Person,
  type Resource,
} from '@atelier/core';
import { apiRoutes, controlRoutes } from '@atelier/core/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../src/api/api-client.ts';
import { controlClient } from '../../src/control/control-client.ts';
import { doorsHere } from '../../src/journeys/doors-here.ts';
import { tryDoor } from '../../src/journeys/try-door.ts';
import type { JourneysHere } from '../../src/journeys/try-journeys.ts';
import { askOnce } from '../../src/routes/ask-route.ts';
import type { Supervisor } from '../../src/supervisor/supervisor.ts';
import { crowdedExample, owner, person, personIn, type Supervised, supervised } from '../supervised.ts';
import { answering, tried } from './answering.ts';

const workspace = await crowdedExample();
const here = 'sales-forecasting';
const signal = AbortSignal.timeout(300_000);
const asked = actions.filter((action) => !('none' in doorsHere[action]));

/** What the supervisor itself is asked for; the rest is asked of the front door. */
const atSupervisor = ['flow.run', 'person.see', 'settings.read', 'warehouse.load', 'warehouse.query'];

let up: Supervised;

beforeAll(async () => {
  up = await supervised(workspace);
});

afterAll(() => up[Symbol.asyncDispose]());

/** Where something is open that is to be refused: which actions, of whom. */
function openIn({ walls }: JourneysHere): readonly string[] {
  const open = walls.notHeld.filter(({ verdict }) => verdict === 'open');
  return [...new Set(open.map(({ what }) => what.split(' on ')[0] ?? ''))].toSorted();
}

describe('the list of doors', () => {
  test('has one for the action of every route that people ask', () => {
    const routed = new Set<string>(Object.values(apiRoutes).map(({ action }) => action));
    expect([...routed].filter((action) => !asked.includes(action as Action))).toEqual([]);
  });

  test('says of every other action why this machine has none', () => {
    for (const action of actions.filter((one) => !asked.includes(one)))
      expect(doorsHere[action]).toEqual({ none: expect.stringMatching(/^[A-Z].{30,}\.$/) });
  });
});

describe('a workspace that is up', () => {
  test('lets everybody to the end of what the table allows, and refuses what it does not', async () => {
    const { proven, broken, notProven, walls } = await tried(up, workspace);
    expect({ broken, notHeld: walls.notHeld }).toEqual({ broken: [], notHeld: [] });
    // Fifteen people see the workspace, and may install packages; ten members read and find their project, four load, six run its flow.
    // Ten read tracking and the registry, four write to each, two approve.
    // Ten start their own space and stop it; of the spaces of others that admins may stop, one has a project.
    expect(proven).toBe(2 * 15 + 10 + 10 + 4 + 6 + 2 * 10 + 2 * 4 + 2 + 10 + 10 + 1);
    // Sixteen with a stranger: the owner's three orders. Members of one project: what their role lacks there. Everybody: a
    // project of others, with settings, SQL to read, to write, and runs. The stranger besides: the status, and what it
    // would show of runs and endpoints.
    // At the front door, members: writing to tracking and to the registry, approving, replacing, asking endpoints; everybody
    // in a project of others: those five, and reading either.
    // The stranger has no packages.
    expect(walls.held).toBe(16 * 3 + (6 + 4) + 16 * 4 + 3 + 1 + (6 + 6 + 8 + 10 + 4) + 16 * 7);
    const told = [...journeysOf(workspace)].filter(({ action }) => !asked.includes(action)).map(journeyText);
    const seen = ['flow.see', 'endpoint.see', 'endpoint.invoke'].flatMap((action) =>
      [here, 'elsewhere'].map((one) => `${action} on project ${one}`),
    );
    // Nobody has opened a space, and who is a member of no project has none.
    const withoutSpace = ['open', 'start', 'stop'].map((verb) => `space.${verb} on the own space`);
    withoutSpace.push('space.stop on the spaces of others');
    expect(new Set(notProven.map(({ journey }) => journey))).toEqual(new Set([...told, ...seen, ...withoutSpace]));
  });

  test('is left as it was', async () => {
    const tables = () => drained(up.supervisor.query({ caller: owner, project: here, sql: 'show all tables' }, signal));
    const before = [await tables(), up.supervisor.status(owner), up.supervisor.workspace()];
    await tried(up, workspace);
    expect([await tables(), up.supervisor.status(owner), up.supervisor.workspace()]).toEqual(before);
  });

  test('answers each person about each thing as the table does, whoever it is', async () => {
    await using _ = await answering(up);
    const { state } = up.host;
    const counted = { open: 0, refused: 0 };
    for (const each of [...workspace.people, stranger]) {
      const api = apiClient(state, each.name);
      const frontDoor = { state, socket: state.frontDoorSocket, person: each.name };
      const asking = { workspace, api, frontDoor, status: () => api.status(), owners: up.supervisor.status(owner) };
      for (const [action, resource] of questions()) {
        const door = doorsHere[action];
        if ('none' in door) continue;
        const answer = await tryDoor(door, asking, resource.kind === 'project' ? resource.project : '');
        const what = { who: each.name, action, resource };
        if (decide(workspace, each, action, resource).allowed)
          expect({ ...what, answer }).toEqual({ ...what, answer: 'open' });
        else expect({ ...what, answer }).toEqual({ ...what, answer: { refused: expect.any(String) } });
        counted[answer === 'open' ? 'open' : 'refused'] += 1;
      }
    }
    expect(counted).toEqual({ open: 90, refused: 16 * (10 + 2 * 6) - 90 });
  });
});

const stranger: Person = { name: 'mallory', role: 'viewer', signInName: 'mallory', profile: 'mallory' };

/** Every question that has a door, but for what is not there before a flow has run. */
function questions(): readonly (readonly [Action, Resource])[] {
  const projects = workspace.projects.map(({ name }): Resource => ({ kind: 'project', project: name }));
  return asked
    .filter((action) => !['flow.see', 'endpoint.see', 'endpoint.invoke'].includes(action))
    .flatMap((action) => [{ kind: 'workspace' } as const, ...projects].map((resource) => [action, resource] as const))
    .filter(([action, resource]) => applies(action, resource));
}

async function drained(lines: AsyncIterable<string>): Promise<string> {
  let said = '';
  for await (const line of lines) said += `${line}\n`;
  return said;
}

describe('a wall that is away is noticed', () => {
  test('where nobody is asked for', async () => {
    const open = openIn(await tried(up, workspace, { callerOf: () => owner }));
    expect(open).toEqual([...atSupervisor, 'workspace.apply', 'door.move', 'workspace.stop'].toSorted());
    expect(up.supervisor.status(owner).door?.url).not.toContain('9999');
    expect(up.supervisor.workspace()).toEqual(workspace);
  });

  const asOwner = (part: keyof Pick<Supervisor, 'query' | 'run' | 'status'>): Supervisor => {
    const { supervisor } = up;
    if (part === 'status') return { ...supervisor, status: () => supervisor.status(owner) };
    if (part === 'query')
      return { ...supervisor, query: (one, ended) => supervisor.query({ ...one, caller: owner }, ended) };
    return { ...supervisor, run: (one, ended) => supervisor.run({ ...one, caller: owner }, ended) };
  };

  test('where readers may write', async () => {
    expect(openIn(await tried(up, workspace, { supervisor: asOwner('query') }))).toEqual(['warehouse.load']);
  });

  test('where everybody sees everything', async () => {
    expect(openIn(await tried(up, workspace, { supervisor: asOwner('status') }))).toEqual(['settings.read']);
  });

  test('where a role has more than the table says', async () => {
    const callerOf = (request: Request) => {
      const name = request.headers.get('atelier-person');
      return name === personIn('viewer', here)
        ? person(personIn('lead-data-scientist', here))
        : name === null
          ? owner
          : person(name);
    };
    const { walls, broken } = await tried(up, workspace, { callerOf });
    // The space that was theirs is nobody's now.
    expect(broken.map(({ journey }) => journey)).toEqual([
      'space.start on the own space',
      'space.stop on the own space',
    ]);
    expect(walls.notHeld.map(({ who, what, verdict }) => [who, what, verdict])).toEqual([
      [personIn('viewer', here), `flow.run on project ${here}`, 'open'],
      [personIn('viewer', here), `warehouse.load on project ${here}`, 'open'],
    ]);
  });
});

describe('a door that is shut is named, with who stands before it', () => {
  test('where nobody is known', async () => {
    const callerOf = (request: Request) => (request.headers.has('atelier-person') ? person('nobody') : owner);
    const { proven, broken, walls } = await tried(up, workspace, { callerOf });
    // The status, in which ten members would see runs and endpoints, is refused as well; the front door asks nobody else.
    expect([proven, broken.length, walls.notHeld]).toEqual([45, 45 + 10 * 2 + 10 * 2 + 1, []]);
    expect(broken).toContainEqual({
      who: personIn('viewer', here),
      journey: `warehouse.query on project ${here}`,
      call: `POST /projects/${here}/sql`,
      because: expect.stringContaining('nobody is not a person of this workspace'),
      fix: expect.stringContaining('atelier up'),
    });
  });

  test('where the workspace that is up has somebody less than its file', async () => {
    const more = { ...workspace, people: [...workspace.people, stranger] };
    const { broken } = await tried(up, more);
    expect(broken.map(({ who, journey }) => [who, journey])).toEqual(
      ['package.install', 'person.see'].map((action) => ['mallory', `${action} on the workspace`]),
    );
  });

  test('where a warehouse does not answer', async () => {
    const { supervisor } = up;
    const broken = {
      ...supervisor,
      query: () => {
        throw new Error('gone');
      },
    };
    await expect(tried(up, workspace, { supervisor: broken })).rejects.toThrow('gone');
  });
});

describe('in the name of a person', () => {
  const hostile = [
    '',
    ' ',
    'owner',
    'the owner',
    'OWNER',
    '*',
    'null',
    '{"kind":"owner"}',
    `${personIn('viewer', here)}, owner`,
  ];

  test.each(hostile)('"%s" is a person who may do nothing, and not the owner', async (name) => {
    await using _ = await answering(up);
    const { state } = up.host;
    await expect(apiClient(state, name).status()).rejects.toMatchObject({ code: 'NotAllowed' });
    const stop = askOnce({ state, socket: state.controlSocket, person: name }, controlRoutes.stop, {
      params: {},
      body: {},
    });
    await expect(stop).rejects.toMatchObject({ code: 'NotAllowed' });
  });

  test('nobody is brought up, stopped or moved', async () => {
    await using _ = await answering(up);
    const { state } = up.host;
    const at = { state, socket: state.controlSocket, person: personIn('admin', here) };
    const asks = [
      askOnce(at, controlRoutes.stop, { params: {}, body: {} }),
      askOnce(at, controlRoutes.moveFrontDoor, { params: {}, body: { port: 9999 } }),
      askOnce(at, controlRoutes.apply, { params: {}, body: { ...workspace, people: [] } }),
    ];
    for (const ask of asks) await expect(ask).rejects.toMatchObject({ code: 'NotAllowed' });
    expect(up.supervisor.status(owner).door?.url).not.toContain('9999');
    expect(up.supervisor.workspace()).toEqual(workspace);
    await controlClient(state).apply(workspace);
  });
});
