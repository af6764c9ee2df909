import { expect, test } from 'vitest';
import { parseWorkspace } from '../../../src/config/parse-workspace.ts';

test('package names are compared in their canonical form', () => {
  const text = 'workspace: acme\npackages: { allow: ["Scikit_Learn >=1, <2", ruamel.yaml], sources: [Old_Tool] }';
  const read = parseWorkspace({ file: 'atelier.yaml', folder: '/team', text }, new Map());
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { packages } = read.workspace;
  expect(packages.allow).toEqual([
    { name: 'scikit-learn', versions: '>=1,<2' },
    { name: 'ruamel-yaml', versions: '' },
  ]);
  expect(packages.sources).toEqual(['old-tool']);
});
