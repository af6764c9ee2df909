import type { Workspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../../../test/random-from.ts';
import { knownOrigins, originText } from '../../src/origins/known-origins.ts';
import type { Origin } from '../../src/origins/origin.ts';
import { originLabel } from '../../src/origins/origin-label.ts';

const portalText = 'http://localhost:8470';

function workspaceOf(projects: Readonly<Record<string, readonly string[]>>): Workspace {
  const named = Object.entries(projects).map(([name, members]) => ({ name, members }));
  return { frontDoor: null, studio: { spaces: 'shared' }, projects: named } as unknown as Workspace;
}

function originsOf({ projects }: Workspace): readonly Origin[] {
  return projects.flatMap(({ name: project, members }): Origin[] => [
    { kind: 'tracking', project },
    { kind: 'shared-space', project },
    ...members.map((person): Origin => ({ kind: 'space', person, project })),
  ]);
}

const small = knownOrigins(workspaceOf({ sales: ['july', 'july@example.com'], ml: ['july'] }));

describe('a host', () => {
  test.each([
    ['localhost:8470', 'portal'],
    ['localhost', 'portal'],
    ['127.0.0.1:8470', 'portal'],
    ['[::1]:8470', 'portal'],
    ['localhost:1', 'portal'],
    ['tracking-sales.localhost:8470', 'tracking'],
    ['july--sales.localhost:8470', 'space'],
    ['july--ml.localhost', 'space'],
  ])('%s is that of the %s', (host, kind) => {
    expect(small.at(host)?.kind).toBe(kind);
  });

  const names = ['localhost', '127.0.0.1', '[::1]', 'tracking-sales.localhost', 'july--sales.localhost'];
  const spoilt = names.flatMap((name) => [
    ...[`${name}.`, `.${name}`, `${name} `, ` ${name}`, `${name}:`, `${name}:x`, `${name}:-1`, `${name}:123456`],
    ...[`${name}:80:80`, `${name}/`, `${name}/x`, `${name}?`, `${name}#`, `${name}\\`, `${name}@evil.example`],
    ...[`evil.example@${name}`, `${name}.evil.example`, `evil-${name}`, `evil.${name}`, `${name}\0`, `${name}\n`],
    ...[`${name}\t`, `${name},evil.example`, `${name};evil`, `${name}%00`, `${name}%2eevil`, `${name}\u3002`],
    ...[`\u200b${name}`, `${name}:8470,${name}`, `http://${name}`, `//${name}`, `*.${name}`, `${name}:8470.evil`],
    ...[`${name}:+80`, `${name}: 80`, `${name}:8_0`, `${name}:0x50`, `${name}:８０`, `${name}..`, `"${name}"`],
  ]);
  const others = [
    ...[
      '',
      '.',
      ':8470',
      'evil.example',
      'evil.localhost',
      '0.0.0.0',
      '127.0.0.2',
      '127.1',
      '2130706433',
      '0x7f000001',
    ],
    ...['017700000001', '[::]', '[::ffff:127.0.0.1]', '[0:0:0:0:0:0:0:1]', '::1', '::1:8470', '[::1', 'LOCALHOST'],
    ...['Localhost', 'ｌocalhost', 'localhost.localdomain', 'tracking-other.localhost', 'tracking-SALES.localhost'],
    ...['JULY--SALES.localhost', 'july--other.localhost', 'other--sales.localhost', 'july---sales.localhost'],
    ...['july-sales.localhost', 'july--sales--ml.localhost', '--sales.localhost', 'july--.localhost', '--.localhost'],
    ...['july@example.com--sales.localhost', 'july--sales.july--ml.localhost', 'tracking-.localhost'],
    ...[
      'tracking--sales.localhost',
      'constructor.localhost',
      '__proto__.localhost',
      'portal.localhost',
      'xn--.localhost',
    ],
    ...[`${'a'.repeat(63)}.localhost`, `${'a'.repeat(64)}.localhost`, `${'a.'.repeat(1000)}localhost`],
  ];

  test('is known in no other spelling, of hundreds', () => {
    const hosts = [...spoilt, ...others];
    expect(hosts.length).toBeGreaterThan(200);
    expect(hosts.filter((host) => small.at(host) !== undefined)).toEqual([]);
  });
});

describe('a host of a front door that has a name', () => {
  const door = { name: 'atelier.example.com', address: '10.0.0.5', certificate: '/c', key: '/k' };
  const sales = workspaceOf({ sales: ['july'] });
  const at = (port: number) => knownOrigins({ ...sales, frontDoor: { ...door, port } });
  const labels = { portal: '', tracking: 'tracking-sales.', space: 'july--sales.' };

  test.each(Object.entries(labels))('is that of the %s with the port of the file, and no other', (kind, label) => {
    expect(at(443).at(`${label}${door.name}`)?.kind).toBe(kind);
    expect(at(8443).at(`${label}${door.name}:8443`)?.kind).toBe(kind);
    expect(at(443).at(`${label}${door.name}:443`)).toBeUndefined();
    expect(at(443).at(`${label}${door.name}:8443`)).toBeUndefined();
    expect(at(8443).at(`${label}${door.name}`)).toBeUndefined();
    expect(at(8443).at(`${label}${door.name}:443`)).toBeUndefined();
  });

  test('is not known in any other spelling, nor by an address or as loopback', () => {
    const spoilt = Object.values(labels).flatMap((label) => {
      const host = `${label}${door.name}`;
      return [
        ...[`${host}.`, `.${host}`, `${host}:`, `${host} `, `${host}.evil.example`, `evil-${host}`, `evil.${host}`],
        ...[host.toUpperCase(), `${host},evil.example`, `evil@${host}`, `${host}@evil`, `${host}\0`, `http://${host}`],
        ...[`${label}atelierXexample.com`, `${label}example.com`, `${label}localhost`, `${label}10.0.0.5`],
      ];
    });
    const rebound = [
      '10.0.0.5',
      '10.0.0.5:443',
      'localhost',
      '127.0.0.1',
      '[::1]',
      '',
      'tracking-other.atelier.example.com',
    ];
    expect([...spoilt, ...rebound].filter((host) => at(443).at(host) !== undefined)).toEqual([]);
  });
});

describe('a label', () => {
  test.each([
    [{ kind: 'portal' }, 'http://localhost:8470'],
    [{ kind: 'tracking', project: 'sales' }, 'http://tracking-sales.localhost:8470'],
    [{ kind: 'space', person: 'july', project: 'sales' }, 'http://july--sales.localhost:8470'],
  ] as const)('of %o is in %s', (origin, text) => {
    expect(originText(origin, portalText)).toBe(text);
  });

  const strange = [
    ...['july@example.com', 'july.example.com', 'july+x@example.com', 'a--b', 'xn', 'a_b', 'a.b', 'a-b', 'a+b', 'a@b'],
    ...['0', '00', 'tracking', 'tracking-sales', 'localhost', 'a'.repeat(64), `${'a'.repeat(63)}b`, 'a'.repeat(29)],
    ...['a'.repeat(30), `${'a-'.repeat(31)}b`, `0${'._+@'.repeat(15)}0`, 'x-0123456789', 'july-0123456789abcdef'],
  ];

  test('of whatever name is one that DNS and a browser take as it is, at most 63 letters long', () => {
    for (const person of strange) {
      for (const project of ['ml', 'sales', `p${'-a'.repeat(15)}z`]) {
        const text = originText({ kind: 'space', person, project }, portalText);
        const label = /^http:\/\/([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)\.localhost:8470$/.exec(text)?.[1];
        expect([text, label]).toEqual([text, expect.any(String)]);
        expect([text, label?.startsWith('xn--')]).toEqual([text, false]);
        expect(new URL(text).origin).toBe(text);
      }
    }
  });

  test('of somebody who is called like the label of another is another one', () => {
    const first = originLabel({ kind: 'space', person: 'july@example.com', project: 'sales' });
    const called = first?.split('--')[0] ?? '';
    expect(originLabel({ kind: 'space', person: called, project: 'sales' })).not.toBe(first);
  });

  test('is that of one origin alone, in thousands of workspaces of strange names', () => {
    const random = randomFrom(14);
    const pick = (from: readonly string[] | string) => from[Math.floor(random() * from.length)] ?? '';
    const word = (letters: string, most: number) =>
      Array.from({ length: 1 + Math.floor(random() * most) }, () => pick(letters)).join('');
    const nameOfPerson = () => {
      const made = [pick(strange), `${word('ab', 1)}${word('ab@._+-', 12)}${word('ab', 1)}`, `a${word('@._+-', 3)}b`];
      return pick(made);
    };
    const nameOfProject = () => `${pick('ab')}${word('ab-', 5)}z`.replace(/-+/g, '-');
    let origins = 0;
    for (let turn = 0; turn < 3000; turn += 1) {
      const projects = Array.from({ length: 4 }, () => nameOfProject());
      const people = () => [...new Set(Array.from({ length: 6 }, () => nameOfPerson()))];
      const before = workspaceOf(Object.fromEntries(projects.map((project) => [project, people()])));
      // Somebody more, who is called like the label of somebody else.
      const called = before.projects.map((project) => ({
        ...project,
        members: [...project.members, ...project.members.slice(0, 2).map((name) => labelled(name, project.name))],
      }));
      const workspace = { ...before, projects: called.map((one) => ({ ...one, members: [...new Set(one.members)] })) };
      const known = knownOrigins(workspace);
      for (const origin of originsOf(workspace)) {
        origins += 1;
        expect(known.at(`${originLabel(origin)}.localhost:8470`)).toEqual(origin);
      }
    }
    expect(origins).toBeGreaterThan(60_000);
  });
});

function labelled(person: string, project: string): string {
  return originLabel({ kind: 'space', person, project })?.split('--')[0] ?? '';
}
