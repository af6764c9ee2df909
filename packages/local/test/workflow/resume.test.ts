import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/workflow/events.ts';
import type { Journal } from '../../src/workflow/journal.ts';
import { openExecution } from '../../src/workflow/open-execution.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import { everyKind, everyKindInput, everyKindOutput, everyKindTasks } from './every-kind.ts';
import { openJournal } from './open-journal.ts';
import { settledCalls } from './settled-calls.ts';
import { skippingClock } from './skipping-clock.ts';
import { truncatedJournal } from './truncated-journal.ts';

const spec = { kind: 'flow', subject: 'p/f', name: 'f', document: JSON.stringify(everyKind), input: everyKindInput };

async function finish(journal: Journal, execution: string) {
  const calls: string[] = [];
  const runTask = everyKindTasks(journal, (call) => calls.push(call));
  const outcome = await runExecution({ journal, execution, runTask, clock: skippingClock() });
  return { outcome, calls };
}

describe('an execution that is resumed', () => {
  test('ends the same from every point of its journal, and never repeats what the journal holds', async () => {
    const whole = openJournal(':memory:');
    const { id } = openExecution(whole, spec, skippingClock());
    const first = await finish(whole, id);
    expect(first.outcome).toEqual({ status: 'succeeded', output: everyKindOutput });
    const events = eventsOf(whole, id);
    for (let seq = 0; seq < events.length; seq += 1) {
      const before = settledCalls(events.slice(0, seq));
      const { outcome, calls } = await finish(truncatedJournal(whole, id, seq), id);
      expect(outcome, `after event ${seq}`).toEqual(first.outcome);
      expect(
        calls.filter((call) => before.has(call)),
        `after event ${seq}`,
      ).toEqual([]);
    }
  });
});
