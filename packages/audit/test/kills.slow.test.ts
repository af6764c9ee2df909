import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { randomFrom } from '../../../test/random-from.ts';
import { verifyAudit } from '../src/index.ts';
import { allIn, newPlace } from './audit-place.ts';

const program = fileURLToPath(new URL('append-program.ts', import.meta.url));
const kills = 200;

test(`a writer that is killed at any moment, ${kills} times over, loses nothing that was acknowledged`, async () => {
  const random = randomFrom(20261201);
  const { folder, files } = newPlace();
  const acknowledged = new Set<string>();
  for (let kill = 0; kill < kills; kill += 1) {
    const callers = ['1', '3', '40'][kill % 3] ?? '1';
    // So small that kills hit the change from one file to the next too.
    const child = spawn(process.execPath, [program, folder, callers, '30000', String(kill * 1_000_000)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = text(child.stdout);
    await once(child.stdout, 'data');
    // A moment of chance is what is tried.
    await setTimeout(random() * 25);
    child.kill('SIGKILL');
    for (const line of (await said).split('\n').slice(0, -1)) {
      expect(line).toMatch(/^(open|number \d+\.)$/);
      if (line !== 'open') acknowledged.add(line);
    }
  }
  const kept = new Set(allIn(folder).map(({ because }) => because));
  expect([...acknowledged].filter((name) => !kept.has(name))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(kills);
  expect(files().length).toBeGreaterThan(20);
  const [log] = verifyAudit(folder).logs;
  expect(log).toMatchObject({ verdict: 'whole', breaks: [], records: kept.size });
  process.stdout.write(`${acknowledged.size} acknowledged, ${kept.size} kept, ${files().length} files\n`);
});
