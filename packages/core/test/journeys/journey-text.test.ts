import { expect, test } from 'vitest';
import type { Resource } from '../../src/access/resource.ts';
import { journeyText } from '../../src/journeys/journey-text.ts';

const person = { name: 'july', role: 'viewer', signInName: 'july', profile: 'july' } as const;

test.each<[Resource, string]>([
  [{ kind: 'workspace' }, 'space.stop on the workspace'],
  [{ kind: 'project', project: 'sales' }, 'space.stop on project sales'],
  [{ kind: 'sandbox', project: 'sales', person: 'july' }, 'space.stop on the own sandbox in sales'],
  [{ kind: 'private-space', person: 'july' }, 'space.stop on the own space'],
  [{ kind: 'private-space', person: 'john' }, 'space.stop on the spaces of others'],
  [{ kind: 'shared-space', project: 'sales' }, 'space.stop on shared space of sales'],
])('a journey has the same name for everybody whose thing it is: %o', (resource, text) => {
  expect(journeyText({ person, action: 'space.stop', resource })).toBe(text);
});
