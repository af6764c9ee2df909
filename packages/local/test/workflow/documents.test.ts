import type { RunReport } from '@atelier/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf } from '../../src/workflow/events.ts';
import { executionsOf } from '../../src/workflow/execution.ts';
import type { Journal } from '../../src/workflow/journal.ts';
import { kindRuns } from '../../src/workflow/kind-runs.ts';
import { runExecution } from '../../src/workflow/run-execution.ts';
import type { NewsOf, RunOrder } from '../../src/workflow/run-order.ts';
import { runStates } from '../../src/workflow/run-states.ts';
import { taskRunner } from '../../src/workflow/task-runner.ts';
import { answeredTasks } from '../../src/workflow/task-token.ts';
import { titledStates } from '../../src/workflow/titled-states.ts';
import { branches } from './documents/branches.ts';
import { type DocumentCase, workHandlers } from './documents/document-case.ts';
import { sequences } from './documents/sequences.ts';
import { openJournal } from './open-journal.ts';
import { settledCalls } from './settled-calls.ts';
import { skippingClock } from './skipping-clock.ts';
import { truncatedJournal } from './truncated-journal.ts';

type News = NewsOf<RunReport, never>;
const cases = [...sequences, ...branches];
const key = { kind: 'errand', subject: 'shops/one' };

let journal: ReturnType<typeof openJournal>;
beforeEach(() => {
  journal = openJournal(':memory:');
});
afterEach(() => journal.database.close());

function orderOf(
  { document, input }: DocumentCase,
  of: Journal,
  onCall?: (id: string) => void,
): RunOrder<RunReport, never> {
  return {
    spec: { ...key, name: 'errand', document: JSON.stringify(document), input },
    handlers: workHandlers(of, onCall),
    whyOutdated: async () => undefined,
    goesOn: (title) => `It goes on with ${title}.`,
    report: (run) => run,
  };
}

async function run(one: DocumentCase, of: Journal, onCall?: (id: string) => void) {
  const told: string[] = [];
  const runs = kindRuns<RunReport, never>({ journal: of, tell: (news) => told.push(news), clock: skippingClock() });
  const news: News[] = [];
  for await (const item of runs.follow(orderOf(one, of, onCall), new AbortController().signal)) news.push(item);
  return { news, last: news.at(-1) as News, told };
}

/** How a run ended, as its case says it. */
function endOf(of: Journal): DocumentCase['ends'] | undefined {
  const ending = executionsOf(of, key)[0]?.ending;
  if (ending === undefined) return undefined;
  return ending.status === 'succeeded' ? { output: ending.output } : { failed: [ending.error, ending.cause] };
}

describe.each(cases)('$what', (one) => {
  test('ends as it says, with each of its states in the report', async () => {
    const { last, told } = await run(one, journal);
    expect([endOf(journal), told]).toEqual([one.ends, []]);
    if ('output' in one.ends) expect(last).toMatchObject({ report: { ...key, output: one.ends.output } });
    else
      expect(last).toMatchObject({
        problem: { code: 'RunFailed', message: expect.stringContaining(one.ends.failed[1]) },
      });
    const { id } = executionsOf(journal, key)[0] ?? { id: '' };
    const states = titledStates(one.document as never, workHandlers(journal));
    const became = runStates(states, eventsOf(journal, id), answeredTasks(journal, id));
    if ('report' in last) expect(last.report.states).toEqual(became);
    const counts = became.map(({ name, visits, attempts, caught, unfinished }) => [
      name,
      [visits, attempts, caught, unfinished].join('/'),
    ]);
    expect(Object.fromEntries(counts)).toMatchObject(one.states);
  });

  test('tells on its way what becomes of its states, of every one at its place', async () => {
    const { news } = await run(one, journal);
    const heard = news.flatMap((item) => ('progress' in item ? item.progress : []));
    const lines = heard.map(({ step, what }) => `${step}: ${what}`);
    let from = 0;
    for (const wanted of one.hears) {
      const at = lines.findIndex((line, index) => index >= from && line.startsWith(wanted));
      expect([wanted, at, lines.slice(from)]).not.toEqual([wanted, -1, lines.slice(from)]);
      from = at + 1;
    }
    const states = titledStates(one.document as never, []);
    for (const { step, index, steps, done, total } of heard) {
      expect([states[index - 1]?.title, steps]).toEqual([step, states.length]);
      expect(total).toBeGreaterThan(0);
      expect(done).toBeLessThanOrEqual(total);
    }
  });

  test('goes on to the same end from every point of its journal, and does nothing again that had been done', async () => {
    await run(one, journal);
    const { id } = executionsOf(journal, key)[0] ?? { id: '' };
    const events = eventsOf(journal, id);
    for (let seq = 0; seq < events.length; seq += 1) {
      const cut = truncatedJournal(journal, id, seq);
      const calls: string[] = [];
      const order = orderOf(one, cut, (call) => calls.push(call));
      const { runTask } = taskRunner(order, { titleAt: (path) => path, tell: () => undefined });
      const clock = skippingClock(events[seq - 1]?.atMs);
      await runExecution({ journal: cut, execution: id, runTask, clock });
      expect(endOf(cut), `after event ${seq}`).toEqual(one.ends);
      const before = settledCalls(events.slice(0, seq));
      expect(
        calls.filter((call) => before.has(call)),
        `after event ${seq}`,
      ).toEqual([]);
      cut.database.close();
    }
  });
});

test('there are documents of fourteen shapes, with every type of state', () => {
  expect(new Set(cases.map(({ what }) => what)).size).toBe(14);
  const types = JSON.stringify(cases).match(/"Type":"\w+"/g) ?? [];
  expect(new Set(types).size).toBe(8);
});
