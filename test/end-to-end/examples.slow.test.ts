import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startCommand } from './command.ts';

const published = [
  ['migration', [expect.stringMatching(/^migration-foundation Templates/)]],
  ['unified-studio', []],
] as const;

test.each(published)('%s is rehearsed in its own region, and what could not be run is named', async (name, notRun) => {
  const file = fileURLToPath(new URL(`../../examples/published/${name}.yaml`, import.meta.url));
  const { code, out } = await startCommand(['rehearse', file, '--changes', 'none', '--json']).ended;
  expect({ code, report: JSON.parse(out) }).toMatchObject({
    code: 0,
    report: { redeploy: { ok: true }, destroy: { leftovers: [] }, refused: [], notRun },
  });
});

test('a workspace in a network that was there is rehearsed, and nothing of that network is touched', async () => {
  const file = fileURLToPath(new URL('../../examples/existing/atelier.yaml', import.meta.url));
  const { code, out } = await startCommand(['rehearse', file, '--changes', 'none', '--json']).ended;
  expect({ code, report: JSON.parse(out) }).toMatchObject({
    code: 0,
    report: { redeploy: { ok: true }, destroy: { leftovers: [] }, there: { count: 16, touched: [] }, refused: [] },
  });
});
