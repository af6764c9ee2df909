import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadWorkspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { synthesise } from '../../src/synthesise.ts';

const examples = fileURLToPath(new URL('../../../../examples/', import.meta.url));
const files = globSync('**/*.yaml', { cwd: examples, exclude: ['**/flows/**', '**/accepted/**'] }).toSorted();

/** What plans may tell beside: the file asks for it by name, or AWS and the account alone know. */
const told: Readonly<Record<string, readonly string[]>> = {
  'acme/atelier.yaml': ['sign-in'],
  'existing/atelier.yaml': ['isolation', 'network', 'sign-in'],
  'published/migration.yaml': ['no-lambda', 'proof-templates', 'sign-in'],
  'published/unified-studio.yaml': ['isolation', 'sign-in'],
};

describe('every file of the examples', () => {
  test('is found', () => {
    expect(files).toEqual(expect.arrayContaining(['acme/atelier.yaml', 'company/atelier.yaml', ...Object.keys(told)]));
  });

  test.each(files)('%s has no mistake, and where it names AWS nothing speaks against deploying it', async (file) => {
    const loaded = await loadWorkspace(`${examples}${file}`);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { workspace } = loaded;
    if (workspace.aws === null) return;
    const synthesis = await synthesise(workspace);
    const report = await planReport({ workspace, synthesis, prices: await readPriceBook(), deployed: null });
    expect(report.guardrails.filter(({ ok }) => !ok)).toEqual([]);
    expect(report.ok).toBe(true);
    const warns = report.guardrails.filter(({ finding }) => finding !== null).map(({ id }) => id);
    expect(warns).toEqual(told[file] ?? []);
  });
});
