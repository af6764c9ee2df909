import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/workflow/events.ts';
import { findExecution } from '../../src/workflow/execution.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { everyKindTasks } from './every-kind.ts';
import { openJournal } from './open-journal.ts';
import { settledCalls } from './settled-calls.ts';
import { skippingClock } from './skipping-clock.ts';

const items = Array.from({ length: 60 }, (_, item) => item);
const document = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      MaxConcurrency: 5,
      ItemSelector: { 'left.$': '$$.Map.Item.Value', right: 1 },
      ItemProcessor: {
        StartAt: 'One',
        States: {
          One: { Type: 'Task', Resource: 'arn:aws:states:::work:add', ResultPath: '$.left', Next: 'Two' },
          Two: { Type: 'Task', Resource: 'arn:aws:states:::work:add', End: true },
        },
      },
      End: true,
    },
  },
};
const spec = { kind: 'errand', subject: 's', name: 'errand', document: JSON.stringify(document), input: items };
const output = items.map((item) => item + 2);
const transitions = 3 + 60 * 6;
const limitMillis = 300_000;

let folder: string;
let file: string;
let journal: ReturnType<typeof openJournal>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-two-'));
  file = join(folder, 'journal.sqlite');
  writeFileSync(join(folder, 'effects'), '');
  journal = openJournal(file);
});
afterEach(() => {
  journal.database.close();
  rmSync(folder, { recursive: true });
});

/** Run the execution in a process of its own; it writes a dot for each transition. */
function start(execution: string, effects = 'effects') {
  const args = [join(import.meta.dirname, 'crash-program.ts'), file, join(folder, effects), execution];
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function killAfter(execution: string, dots: number): Promise<void> {
  const child = start(execution);
  let seen = 0;
  child.stdout.on('data', (more: Buffer) => {
    seen += more.length;
    if (seen >= dots) child.kill('SIGKILL');
  });
  child.stderr.resume();
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
}

describe('a map whose process is killed', () => {
  test.each([2, 40, 121, 240, 355])(
    'after %i of its 363 transitions is gone on with, and no item is done again',
    async (dots) => {
      const { id } = openExecution(journal, spec);
      await killAfter(id, dots);
      const past = eventsOf(journal, id);
      expect(past.length).toBeLessThan(transitions);
      const before = settledCalls(past);
      const calls: string[] = [];
      const runTask = everyKindTasks(journal, (call) => calls.push(call));
      const outcome = await runExecution({ journal, execution: id, runTask, clock: skippingClock() });
      expect(outcome).toEqual({ status: 'succeeded', output });
      expect(calls.filter((call) => before.has(call))).toEqual([]);
      expect(eventsOf(journal, id)).toHaveLength(transitions);
      expect(
        new Set([...readFileSync(join(folder, 'effects'), 'utf8').split('\n').filter(Boolean), ...calls]).size,
      ).toBe(120);
    },
    limitMillis,
  );
});

test(
  'one execution that two processes run at once has each transition once, and the slower one stops',
  async () => {
    const { id } = openExecution(journal, spec);
    const both = ['one', 'other'].map((effects) => {
      const child = start(id, effects);
      let said = '';
      child.stdout.resume();
      child.stderr.on('data', (more: Buffer) => {
        said += more.toString();
      });
      return once(child, 'close').then(([code]) => ({ code, said }));
    });
    const ends = await Promise.all(both);
    expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    for (const { code, said } of ends) if (code !== 0) expect(said).toMatch(/being run by two supervisors/);
    expect(findExecution(journal, id).ending).toEqual({ status: 'succeeded', output });
    const events = eventsOf(journal, id);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: transitions }, (_, at) => at + 1));
  },
  limitMillis,
);
