import { describe, expect, test } from 'vitest';
import { actions, ownerActions } from '../../src/access/action.ts';
import type { Caller } from '../../src/access/caller.ts';
import { applies, decide } from '../../src/access/decide.ts';
import { decideForCaller } from '../../src/access/decide-for-caller.ts';
import { requireAccess } from '../../src/access/require-access.ts';
import { type Resource, resourcesOf } from '../../src/access/resource.ts';
import { triplesOf } from '../../src/access/triples.ts';
import { company } from './company.ts';

const workspace = company('studio: { spaces: shared }');
const owner: Caller = { kind: 'owner' };
const everything: Resource = { kind: 'workspace' };
const sales: Resource = { kind: 'project', project: 'sales' };

function person(name: string): Caller {
  return { kind: 'person', person: name };
}

test('a person who calls is answered as the access table answers, question by question', () => {
  const triples = triplesOf(workspace);
  expect(triples.length).toBeGreaterThan(500);
  const different = triples.filter(({ person: asked, action, resource }) => {
    const table = decide(workspace, asked, action, resource);
    return decideForCaller(workspace, person(asked.name), action, resource).allowed !== table.allowed;
  });
  expect(different).toEqual([]);
});

test('the owner may do everything that makes sense, and nothing else', () => {
  for (const resource of resourcesOf(workspace)) {
    for (const action of actions) {
      expect(decideForCaller(workspace, owner, action, resource).allowed).toBe(applies(action, resource));
    }
    for (const action of ownerActions) {
      expect(decideForCaller(workspace, owner, action, resource).allowed).toBe(resource.kind === 'workspace');
    }
  }
});

describe.each(ownerActions)('%s', (action) => {
  test.each(workspace.people.map(({ name, role }) => [name, role]))('is refused to %s, whose role is %s', (name) => {
    const decision = decideForCaller(workspace, person(name), action, everything);
    expect(decision).toEqual({ allowed: false, because: expect.stringContaining('owns the workspace') });
  });
});

test.each([
  'mallory',
  'owner',
  'the owner',
  'JOHN',
  'john ',
  ' john',
  'jοhn',
  'john\u0000',
  '',
  '__proto__',
  'constructor',
])('a person called "%s", whom the file does not have, may do nothing', (name) => {
  for (const action of actions) {
    for (const resource of resourcesOf(workspace)) {
      expect(decideForCaller(workspace, person(name), action, resource).allowed).toBe(false);
    }
  }
});

test('a role counts as the file says it now, whenever somebody came in', () => {
  const people = workspace.people.map((one) => (one.name === 'john' ? { ...one, role: 'viewer' as const } : one));
  expect(decideForCaller(workspace, person('john'), 'warehouse.load', sales).allowed).toBe(true);
  expect(decideForCaller({ ...workspace, people }, person('john'), 'warehouse.load', sales).allowed).toBe(false);
});

describe('a refusal', () => {
  const asked = (project: string) => () =>
    requireAccess(workspace, {
      caller: person('stranger'),
      action: 'warehouse.query',
      resource: { kind: 'project', project },
    });

  test('is a problem of the person, with what was asked and why not', () => {
    expect(asked('sales')).toThrow(
      expect.objectContaining({
        code: 'NotAllowed',
        whose: 'yours',
        message: 'warehouse.query on project sales is refused to stranger: stranger is not a member of sales.',
        state: 'Nothing was changed.',
      }),
    );
  });

  test('says the same of a project that is there as of one that is not', () => {
    const refusalOf = (project: string) => {
      try {
        asked(project)();
      } catch (error) {
        return String(error).replaceAll(project, 'it');
      }
      return 'no refusal';
    };
    expect(refusalOf('churn')).toBe(refusalOf('nowhere'));
  });

  test('is not made of what may be done', () => {
    const question = { caller: person('john'), action: 'warehouse.load', resource: sales } as const;
    expect(() => requireAccess(workspace, question)).not.toThrow();
  });
});
