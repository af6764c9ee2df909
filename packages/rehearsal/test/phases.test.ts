import { parseWorkspace } from '@atelier/core';
import { expect, test } from 'vitest';
import { changes } from '../src/changes/changes.ts';
import { phasesOf } from '../src/phases.ts';

const text =
  'workspace: acme\naws: { region: eu-central-1 }\npeople: { ada: { role: lead-data-scientist } }\nprojects: { sales: { members: [ada] } }\n';
const read = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text });
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { workspace } = read;

test('every phase begins in the account of one before it, has a name of its own and expects something', () => {
  const { phases } = phasesOf(workspace, changes);
  const names = phases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const [place, { from, expects }] of phases.entries()) {
    expect(from === null ? place === 0 : names.indexOf(from) >= 0 && names.indexOf(from) < place).toBe(true);
    expect(expects.length).toBeGreaterThan(0);
  }
});

test('without changes there are those that every rehearsal has, in their order', () => {
  expect(phasesOf(workspace, []).phases.map(({ name }) => name)).toEqual([
    ...['deploy', 'again', 'status', 'change', 'keep', 'status of kept', 'read kept', 'take back', 'destroy kept'],
    ...['destroy', 'redeploy'],
  ]);
});

test('what only looks has the rights to look, and what reads kept stores those alone', () => {
  const rights = Object.fromEntries(phasesOf(workspace, []).phases.map(({ name, rights }) => [name, rights]));
  expect(rights).toMatchObject({ status: 'status', 'status of kept': 'status', 'read kept': 'kept', deploy: 'deploy' });
});

test('a change that means nothing is left out, with why', () => {
  const { leftOut, phases } = phasesOf(workspace, changes);
  expect(leftOut).toContainEqual({ name: 'notify-less', why: 'No project notifies anybody.' });
  expect(phases.map(({ name }) => name)).not.toContain('notify-less');
});
