import { expect, test } from 'vitest';
import type { FileChange } from '../../src/config/changing/file-change.ts';
import type { Workspace } from '../../src/model/workspace.ts';
import { smallestChanges } from '../../src/report/smallest-changes.ts';
import { workspaceOf } from '../workspace-of.ts';

const file = (role: string, others = '') => `workspace: acme
people: { lead: { role: lead-data-scientist }, july: { role: ${role} } }
projects: { sales: { members: [lead, july] } }
${others}`;
const role = (value: string): FileChange => ({ kind: 'set', path: ['people', 'july', 'role'], value });
const before = { workspace: workspaceOf(file('data-scientist')), answer: 'no' as const, estimate: null };
const load = async ([change]: readonly FileChange[]) =>
  change !== undefined && 'value' in change ? workspaceOf(file(String(change.value))) : null;
const ask = (turns: (role: string | undefined) => boolean, asked: string[] = []) => ({
  ask: async (workspace: Workspace) => {
    const now = workspace.people.find(({ name }) => name === 'july')?.role;
    asked.push(String(now));
    return { workspace, answer: turns(now) ? ('yes' as const) : ('no' as const), estimate: null };
  },
});

const trial = {
  candidates: [[role('lead-data-scientist')], [role('data-engineer')], [role('viewer')]],
  before,
  person: 'july',
  load,
  mayTurn: () => true,
};

test('the change that moves the fewest rights comes first, and then one that takes none away', async () => {
  const turned = await smallestChanges({ ...trial, ...ask((now) => now !== 'viewer') });
  expect(turned.map(({ changes }) => changes)).toEqual([
    ['people.july.role: data-engineer'],
    ['people.july.role: lead-data-scientist'],
  ]);
  expect(turned[0]?.loses).toContain('tracking.write on project sales');
  expect(turned[1]?.loses).toEqual([]);
});

test('a change that does not turn the answer is not offered', async () => {
  const turned = await smallestChanges({ ...trial, ...ask((now) => now === 'lead-data-scientist') });
  expect(turned.map(({ changes }) => changes)).toEqual([['people.july.role: lead-data-scientist']]);
  expect(await smallestChanges({ ...trial, ...ask(() => false) })).toEqual([]);
});

test('a change that the rules of the file refuse, or that the table does not follow, is not asked', async () => {
  const asked: string[] = [];
  const refusing = { ...trial, load: async () => null, ...ask(() => true, asked) };
  expect(await smallestChanges(refusing)).toEqual([]);
  expect(await smallestChanges({ ...trial, mayTurn: () => false, ...ask(() => true, asked) })).toEqual([]);
  expect(asked).toEqual([]);
});
