import { parseWorkspace, type Workspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { changedWorkspace, changes } from '../../src/changes/changes.ts';

function written(text: string, name = 'acme'): Workspace {
  const file = `workspace: ${name}\naws: { region: eu-central-1, account: "123456789012", tags: { team: blue } }\npeople: { ada: { role: lead-data-scientist }, bob: { role: viewer } }\n${text}`;
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text: file });
  if (result.ok) return result.workspace;
  throw new Error(JSON.stringify(result.problems));
}

const members = 'members: [ada, bob]';
const portal = 'arn:aws:iam::123456789012:role/portal';
const files: Readonly<Record<string, Workspace>> = {
  usual: written(`projects: { sales: { ${members}, notify: [ada@example.com] } }`),
  full: written(
    `projects: { sales: { ${members}, warehouse: { baseCapacity: 8, maxCapacity: 8 }, deliverFrom: { senders: ["210987654321"] } }, risk: { ${members} } }
signIn: { provider: { kind: portal, arn: "${portal}" } }
network: { access: ["203.0.113.0/24"], cidr: 10.0.0.0/16 }
studio: { docker: { enabled: true, trustedAccounts: ["763104351884"] }, spaces: shared, image: { name: torch, appConfig: torch }, idleStop: { after: 60m, min: 60m, max: 60m } }
tracking: { kind: server, hours: { from: "07:00", to: "20:00" } }
limits: { monthlyUsd: 9000, instances: ["ml.t3.*"] }`,
  ),
  bare: written(
    `signIn: { method: sso }
studio: { spaces: none }
tracking: { kind: none }
projects: { sales: { ${members}, warehouse: none } }`,
  ),
};

const left = (workspace: Workspace) =>
  changes.flatMap((change) => {
    const changed = change.apply(workspace);
    return 'why' in changed ? [change.id] : [];
  });

describe('a change of a file', () => {
  const cases = Object.entries(files).flatMap(([file, workspace]) =>
    changes.map(({ id }) => [id, file, workspace] as const),
  );

  test.each(cases)('%s of the %s file changes what it says, or says why it means nothing', (id, _, workspace) => {
    const changed = changes.find((change) => change.id === id)?.apply(workspace);
    if (changed === undefined) throw new Error(id);
    if ('why' in changed) return expect(changed.why).toMatch(/^[A-Z].*\.$/);
    expect(changed.workspace).not.toEqual(workspace);
    expect(changedWorkspace(workspace, id)).toEqual(changed.workspace);
    expect(changed.workspace.name).toBe(workspace.name);
    expect(changed.what).toMatch(/^[a-zA-Z]/);
  });

  test('means nothing only where the file has nothing of the kind', () => {
    expect(Object.fromEntries(Object.entries(files).map(([file, workspace]) => [file, left(workspace)]))).toEqual({
      usual: ['access'],
      full: ['notify-less'],
      bare: [
        'notify-less',
        'warehouse-capacity',
        'warehouse-none',
        'tracking-none',
        'tracking-kind',
        'tracking-hours',
        'provider',
        'access',
      ],
    });
  });

  test('is known by an id of its own, and no other is', () => {
    const ids = changes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(() => changedWorkspace(files.usual as Workspace, 'colour')).toThrow('colour');
  });
});

const outcomeOf = (id: string, file: keyof typeof files) => {
  const changed = changes.find((change) => change.id === id)?.apply(files[file] as Workspace);
  if (changed === undefined || 'why' in changed) throw new Error(id);
  return { what: changed.what, expects: changed.expects, back: changed.back };
};

test.each([
  ['docker', 'usual', 'docker switched on', 'carried-out'],
  ['docker', 'full', 'docker switched off', 'carried-out'],
  ['docker-while-app-runs', 'usual', 'docker switched on while an app runs', 'refused'],
  ['network', 'usual', 'an existing network in the place of its own', 'refused'],
  ['sign-in-method', 'usual', 'sign-in by sso in the place of iam', 'refused'],
  ['sign-in-method', 'bare', 'sign-in by iam in the place of sso', 'refused'],
  ['tracking-kind', 'usual', 'tracking as app in the place of server', 'refused'],
  ['spaces', 'full', 'spaces private in the place of shared', 'carried-out'],
  ['warehouse-none', 'usual', 'no warehouse for sales', 'refused'],
  ['warehouse-none', 'full', 'no warehouse for sales', 'carried-out'],
] as const)('%s of the %s file is told as "%s" and to be %s', (id, file, what, outcome) => {
  expect(outcomeOf(id, file)).toMatchObject({ what, expects: { outcome } });
});
