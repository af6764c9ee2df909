import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { workspaceEffects } from '../../docs/generate/file/workspace-effects.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const texts = globSync('packages/{local,gateway}/src/**/*.ts', { cwd: root }).map((file) =>
  readFileSync(join(root, file), 'utf8'),
);

/** Options of which the page says that they do something on this machine. */
const said = Object.entries(workspaceEffects)
  .filter(([, { machine }]) => machine !== null && !machine.startsWith('Nothing'))
  .map(([option]) => option.split('.'));

function readOf(thing: string): readonly string[] {
  const dotted = new RegExp(`(?<!['/-])\\b${thing}(?:\\(\\))?\\??\\.(\\w+)`, 'g');
  const taken = new RegExp(`\\{ ([\\w, ]+) \\}: \\w*${thing}\\b`, 'gi');
  const names = texts.flatMap((text) => [
    ...[...text.matchAll(dotted)].map(([, name = '']) => name),
    ...[...text.matchAll(taken)].flatMap(([, all = '']) => all.split(', ')),
  ]);
  return [...new Set(names)].toSorted();
}

test('of a workspace this machine reads what the page says, and nothing else', () => {
  // The name of the workspace is an option of its own.
  const sections = said.map(([section = '']) => (section === 'workspace' ? 'name' : section));
  expect(readOf('workspace')).toEqual([...new Set(sections)].toSorted());
});

test('of a project this machine reads its name and what the page says, and nothing else', () => {
  const settings = said.filter(([section]) => section === 'projects').map(([, , setting = '']) => setting);
  expect(readOf('project')).toEqual([...new Set(['name', ...settings])].toSorted());
});
