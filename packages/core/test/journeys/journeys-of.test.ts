import { describe, expect, test } from 'vitest';
import { accessTable } from '../../src/access/access-table.ts';
import { decide } from '../../src/access/decide.ts';
import { resourceText } from '../../src/access/resource.ts';
import { type Triple, triplesOf } from '../../src/access/triples.ts';
import { journeysOf } from '../../src/journeys/journeys-of.ts';
import { company } from '../access/company.ts';

const files = ['', 'tracking: { kind: server, size: Small }\nstudio: { spaces: shared }', 'tracking: { kind: none }'];
const workspaces = files.map((text) => company(text));
const keyOf = ({ person, action, resource }: Triple) => `${person.name} ${action} ${resourceText(resource)}`;

describe('each row of the access table that lets somebody do something', () => {
  const rows = accessTable.filter(({ action, roles }) => roles.length > 0 && action !== 'space.remote');

  test.each(rows.map(({ action, roles }) => [action, roles] as const))(
    '%s is a journey of every such role',
    (action, roles) => {
      const workspace = company('tracking: { kind: server, size: Small }');
      const able = roles.filter((role) =>
        triplesOf(workspace).some(
          (one) =>
            one.action === action &&
            one.person.role === role &&
            decide(workspace, one.person, action, one.resource).allowed,
        ),
      );
      expect(able.length).toBeGreaterThan(0);
      const found = [...journeysOf(workspace)].filter((journey) => journey.action === action);
      expect(new Set(found.map(({ person }) => person.role))).toEqual(new Set(able));
    },
  );
});

test.each(workspaces.map((workspace, index) => [index, workspace] as const))(
  'nobody has to do what the table refuses, nor in a thing of somebody else but where a right holds everywhere (file %i)',
  (_, workspace) => {
    for (const { person, action, resource } of journeysOf(workspace)) {
      expect(decide(workspace, person, action, resource)).toMatchObject({ allowed: true });
      if ('person' in resource && resource.person !== person.name) expect(action).toBe('space.stop');
    }
  },
);

test('a person has a journey for everything that the table allows on the own things', () => {
  const workspace = company('studio: { spaces: shared }');
  const known = new Set([...journeysOf(workspace)].map(keyOf));
  const own = triplesOf(workspace).filter(({ person, action, resource }) => {
    const isOwn = !('person' in resource) || resource.person === person.name;
    const isMember =
      !('project' in resource) ||
      workspace.projects.some(({ name, members }) => name === resource.project && members.includes(person.name));
    return isOwn && isMember && decide(workspace, person, action, resource).allowed;
  });
  expect(own.length).toBeGreaterThan(100);
  expect(own.map(keyOf).filter((key) => !known.has(key))).toEqual([]);
});
