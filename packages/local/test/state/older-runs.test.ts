import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Json } from '@atelier/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openState } from '../../src/state/open-state.ts';
import { answerTask } from '../../src/workflow/answer-task.ts';
import { chooseExecution } from '../../src/workflow/choose-execution.ts';
import { eventsOf } from '../../src/workflow/events.ts';
import { executionsOf, findExecution } from '../../src/workflow/execution.ts';
import { type Journal, journalIn } from '../../src/workflow/journal.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { waitingTasks } from '../../src/workflow/task-token.ts';
import { everyKind, everyKindInput, everyKindOutput, everyKindTasks } from '../workflow/every-kind.ts';
import { openJournal } from '../workflow/open-journal.ts';
import { skippingClock } from '../workflow/skipping-clock.ts';
import { olderStates } from './older-states.ts';

const spec = { kind: 'flow', subject: 'p/f', name: 'f', document: JSON.stringify(everyKind), input: everyKindInput };

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atelier-older-'));
  file = join(folder, 'state.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(journal: Journal, execution: string) {
  const runTask = everyKindTasks(journal, () => undefined);
  return runExecution({ journal, execution, runTask, clock: skippingClock() });
}

/** An older state with a run of the flow f of the project p, interrupted after so many of its events; 0: half of them. */
async function interrupted(sql: string, events = 0) {
  using today = openJournal(':memory:');
  const { id } = openExecution(today, spec, skippingClock());
  await run(today, id);
  const kept = events || Math.floor(eventsOf(today, id).length / 2);
  using older = new DatabaseSync(file);
  older.exec(sql);
  const tables = { executions: 'id = ?', events: `execution = ? AND seq <= ${kept}`, tokens: 'execution = ?' };
  for (const [table, condition] of Object.entries(tables)) {
    const columns = older
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => String(name));
    const insert = older.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?')})`);
    for (const row of today.database.prepare(`SELECT * FROM ${table} WHERE ${condition}`).all(id)) {
      insert.run(...columns.map((column) => row[column] ?? { project: 'p', flow: 'f' }[column] ?? null));
    }
  }
  older.exec("UPDATE executions SET status = 'running', output = NULL, endedAtMs = NULL");
  return { id, kept };
}

describe.each(olderStates)('a run that was unfinished in a state of $what', ({ sql }) => {
  test('goes on to the end that it would have had, under its kind and subject', async () => {
    const { id, kept } = await interrupted(sql);
    const journal = journalIn(openState(file));
    expect(eventsOf(journal, id)).toHaveLength(kept);
    expect(executionsOf(journal, { kind: 'flow', subject: 'p/f' })).toMatchObject([{ id, ending: undefined }]);
    expect(openExecution(journal, spec).id).toBe(id);
    expect(await run(journal, id)).toEqual({ status: 'succeeded', output: everyKindOutput });
    journal.database.close();
  });

  test('is ended with a word when its document is another one by now, and a new one begins', async () => {
    const { id } = await interrupted(sql);
    const journal = journalIn(openState(file));
    const document = JSON.stringify({ ...everyKind, Comment: 'of a newer version' });
    const order = { spec: { ...spec, document }, whyOutdated: async () => undefined };
    const chosen = await chooseExecution(journal, order);
    expect(chosen).toMatchObject({ resumed: false });
    expect(chosen.execution).not.toBe(id);
    const cause = 'Its document or its input was changed before this run had ended.';
    expect(findExecution(journal, id).ending).toEqual({ status: 'aborted', error: 'Atelier.Stopped', cause });
    journal.database.close();
  });

  test('is answered by somebody whom the journal names, where it waits', async () => {
    const { id } = await interrupted(sql, 1);
    const older = new DatabaseSync(file);
    const events = older.prepare('INSERT INTO events VALUES (?, ?, 0, ?, ?, ?)');
    const enter = (seq: number, input: Json) => events.run(id, seq, 'Ask', 'entered', JSON.stringify({ input }));
    older.exec('DELETE FROM tokens');
    enter(2, { count: 4 });
    events.run(id, 3, 'Ask', 'started', JSON.stringify({ attempt: 1, token: 't' }));
    older.prepare("INSERT INTO tokens VALUES ('t', ?, 'Ask', 0, NULL)").run(id);
    older.close();
    const journal = journalIn(openState(file));
    expect(waitingTasks(journal, id)).toMatchObject([{ token: 't', path: 'Ask', answeredBy: undefined }]);
    const handlers = [{ resource: 'arn:aws:states:::work:*', run: async () => null }];
    answerTask({ journal, handlers }, 't', { output: 'yes' }, { kind: 'owner' });
    expect(await run(journal, id)).toEqual({ status: 'succeeded', output: { count: 4, answer: 'yes' } });
    journal.database.close();
  });
});
