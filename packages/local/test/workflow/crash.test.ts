import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/workflow/events.ts';
import { executionsOf, findExecution } from '../../src/workflow/execution.ts';
import type { Journal } from '../../src/workflow/journal.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { everyKind, everyKindInput, everyKindOutput } from './every-kind.ts';
import { openJournal } from './open-journal.ts';
import { settledCalls } from './settled-calls.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-crash-'));
const effects = join(folder, 'effects');
const program = join(import.meta.dirname, 'crash-program.ts');
const kills = 20;

afterAll(() => rmSync(folder, { recursive: true }));

/** Start the program on a journal. */
function start(file: string, effectsFile: string, execution: string) {
  // Compiling the same code again for each process would be most of the time.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const args = [program, file, effectsFile, execution];
  return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Run the program and kill it after so many transitions and microseconds; resolves to whether it was killed. */
async function runAndKill(execution: string, transitions: number, microseconds: number): Promise<boolean> {
  const child = start(join(folder, 'journal.sqlite'), effects, execution);
  let seen = 0;
  child.stdout.on('data', (dots: Buffer) => {
    seen += dots.length;
    if (seen < transitions) return;
    const killAt = performance.now() + microseconds / 1000;
    while (performance.now() < killAt);
    child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  expect(code ?? signal).toBe(signal ?? 0);
  return signal === 'SIGKILL';
}

function effectCounts(): Map<string, number> {
  const lines = existsSync(effects) ? readFileSync(effects, 'utf8').trimEnd().split('\n') : [];
  return new Map(Object.entries(Object.groupBy(lines, (line) => line)).map(([line, all]) => [line, all?.length ?? 0]));
}

/** Numbers from 0 to below 1 that look random and are the same each time. */
function* pseudoRandom(): Generator<number, never> {
  for (let state = 20260101; ; ) {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

function open(journal: Journal): string {
  const spec = { kind: 'flow', subject: 'p/f', name: 'f', document: JSON.stringify(everyKind), input: everyKindInput };
  return openExecution(journal, spec).id;
}

async function uninterruptedEnding() {
  const file = join(folder, 'uninterrupted.sqlite');
  using journal = openJournal(file);
  const id = open(journal);
  const child = start(file, join(folder, 'uninterrupted-effects'), id);
  child.stdout.resume();
  await once(child, 'close');
  return findExecution(journal, id).ending;
}

/** Kill the program so often, each time somewhere else; returns how often each settled call had been made by then. */
async function killAgainAndAgain(journal: Journal): Promise<Map<string, number>> {
  const random = pseudoRandom();
  const settled = new Map<string, number>();
  for (let killed = 0; killed < kills; ) {
    const id = open(journal);
    const transitions = 1 + Math.floor(random.next().value * 3);
    if (await runAndKill(id, transitions, random.next().value * 3000)) killed += 1;
    const counts = effectCounts();
    for (const call of settledCalls(eventsOf(journal, id))) {
      if (!settled.has(call)) settled.set(call, counts.get(call) ?? 0);
    }
  }
  await runAndKill(open(journal), Number.POSITIVE_INFINITY, 0);
  return settled;
}

function attemptsOf(journal: Journal, id: string): number {
  const branching = /^(Fan|Each|Shaky)$/;
  return eventsOf(journal, id).filter(({ kind, path }) => kind === 'started' && !branching.test(path)).length;
}

describe('an execution whose process is killed again and again', () => {
  test('does every task, never again one whose end was journaled, and ends as if nothing had happened', async () => {
    const expected = await uninterruptedEnding();
    expect(expected).toEqual({ status: 'succeeded', output: everyKindOutput });
    using journal = openJournal(join(folder, 'journal.sqlite'));
    const settled = await killAgainAndAgain(journal);
    const counts = effectCounts();
    for (const [call, count] of settled) expect(counts.get(call) ?? 0, call).toBe(count);
    const executions = executionsOf(journal, { kind: 'flow', subject: 'p/f' });
    for (const { ending } of executions) expect(ending).toEqual(expected);
    const attempts = executions.reduce((sum, { id }) => sum + attemptsOf(journal, id), 0);
    expect(counts.size).toBe(attempts);
    expect(Math.min(...counts.values())).toBeGreaterThan(0);
  });
});
