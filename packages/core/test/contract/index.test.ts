import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const entry = join(import.meta.dirname, '../../src/contract/index.ts');

/** Everything that a browser would load with the contract. */
function loadedWith(file: string, found = new Map<string, readonly string[]>()): Map<string, readonly string[]> {
  if (found.has(file)) return found;
  const text = readFileSync(file, 'utf8');
  const values = [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)'/gm)].map(([, name = '']) => name);
  found.set(file, values);
  for (const name of values.filter((one) => one.startsWith('.'))) loadedWith(join(dirname(file), name), found);
  return found;
}

test('the contract loads nothing that a browser does not have', () => {
  const loaded = loadedWith(entry);
  expect(loaded.size).toBeGreaterThan(15);
  const outside = [...loaded.values()].flat().filter((name) => !name.startsWith('.'));
  expect([...new Set(outside)]).toEqual(['zod']);
});
