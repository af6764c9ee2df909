import { describe, expect, test } from 'vitest';
import { workOf } from '../../../../test/work-of.ts';
import { accessSummary } from '../../src/access/access-summary.ts';
import { accessTable } from '../../src/access/access-table.ts';
import { actions } from '../../src/access/action.ts';
import { decide } from '../../src/access/decide.ts';
import { triplesOf } from '../../src/access/triples.ts';
import { approvingRoles } from '../../src/model/person.ts';
import { company } from './company.ts';

describe('the summary', () => {
  test.each(['', 'tracking: { kind: server, size: Small }\nstudio: { spaces: shared }', 'source: { kind: none }'])(
    'counts what asking every triple would give (%j)',
    (settings) => {
      const workspace = company(settings);
      const decisions = triplesOf(workspace).map(({ person, action, resource }) =>
        decide(workspace, person, action, resource),
      );
      const { triples, allowed, denied } = accessSummary(workspace);
      expect({ triples, allowed, denied }).toEqual({
        triples: decisions.length,
        allowed: decisions.filter((decision) => decision.allowed).length,
        denied: decisions.filter((decision) => !decision.allowed).length,
      });
    },
  );

  test('has one row for each action, and says where each role has the right', () => {
    const { rows } = accessSummary(company());
    expect(rows.map(({ action }) => action).toSorted()).toEqual([...actions].toSorted());
    expect(rows.find(({ action }) => action === 'space.stop')?.rights).toEqual({
      admin: 'everywhere',
      'lead-data-scientist': 'scope',
      'data-scientist': 'scope',
      'data-engineer': 'scope',
      viewer: 'scope',
    });
  });

  test('is there at once for a thousand people in a hundred projects', async () => {
    const workspace = company();
    const people = Array.from({ length: 1000 }, (_, index) => ({
      ...(workspace.people[index % 5] ?? (undefined as never)),
      name: `person-${index}`,
      profile: `person-${index}`,
    }));
    const projects = Array.from({ length: 100 }, (_, index) => ({
      ...(workspace.projects[0] ?? (undefined as never)),
      name: `project-${index}`,
      members: people.map(({ name }) => name),
    }));
    let triples = 0;
    const summed = () => {
      triples = accessSummary({ ...workspace, people, projects }).triples;
    };
    expect(await workOf(summed)).toBeLessThan(500);
    expect(triples).toBeGreaterThan(200_000_000);
  });
});

describe('the table', () => {
  test('has one row for each action', () => {
    expect(accessTable.map(({ action }) => action)).toEqual([...new Set(accessTable.map(({ action }) => action))]);
    expect(accessTable).toHaveLength(actions.length);
  });

  test('lets leads alone approve models and begin projects', () => {
    const only = (name: string) => accessTable.find(({ action }) => action === name)?.roles;
    expect(only('model.approve')).toEqual(['lead-data-scientist']);
    expect(only('project.create')).toEqual(['lead-data-scientist']);
    expect(approvingRoles).toEqual(['lead-data-scientist']);
  });
});
