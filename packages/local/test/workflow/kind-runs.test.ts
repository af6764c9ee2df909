import type { RunReport } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { executionsOf, findExecution, unfinishedExecutions } from '../../src/workflow/execution.ts';
import { kindRuns } from '../../src/workflow/kind-runs.ts';
import type { NewsOf, RunOrder } from '../../src/workflow/run-order.ts';
import type { TaskHandler } from '../../src/workflow/task-handler.ts';
import { openJournal } from './open-journal.ts';
import { skippingClock } from './skipping-clock.ts';

type News = NewsOf<RunReport, { readonly left: string }>;
const document = {
  Comment: 'A model on its way',
  StartAt: 'Verify',
  States: {
    Verify: { Type: 'Task', Resource: 'arn:aws:states:::model:verify', ResultPath: '$.verified', Next: 'Install' },
    Install: { Type: 'Task', Resource: 'arn:aws:states:::model:install', End: true },
  },
};

let journal: ReturnType<typeof openJournal>;
let told: string[];
let runs: ReturnType<typeof made>;
beforeEach(() => {
  journal = openJournal(':memory:');
  told = [];
  runs = made();
});
afterEach(() => journal.database.close());

const made = () =>
  kindRuns<RunReport, { readonly left: string }>({ journal, tell: (news) => told.push(news), clock: skippingClock() });

const quick: TaskHandler = {
  resource: 'arn:aws:states:::model:*',
  title: () => 'looks at it',
  run: async () => 'fine',
};

function promotion(version: number, handler: TaskHandler = quick): RunOrder<RunReport, { readonly left: string }> {
  const spec = {
    kind: 'promotion',
    subject: `shops/sales/${version}`,
    name: 'sales',
    document: JSON.stringify(document),
    input: { version },
  };
  return {
    spec,
    handlers: [handler],
    whyOutdated: async () => undefined,
    goesOn: (title) => `It goes on where it ${title}.`,
    report: (run) => run,
    leftBehind: () => ({ left: 'a version that nobody serves' }),
  };
}

const follow = (order: ReturnType<typeof promotion>, of = runs) => of.follow(order, new AbortController().signal);
const all = (order: ReturnType<typeof promotion>, of = runs): Promise<readonly News[]> =>
  Array.fromAsync(follow(order, of));

/** A task that waits until it is let go, and how many do at once. */
function held() {
  const gate = Promise.withResolvers<void>();
  const at: string[] = [];
  const handler: TaskHandler = {
    ...quick,
    run: async ({ execution, path, signal }) => {
      at.push(`${execution} ${path}`);
      const aborted = new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      await Promise.race([gate.promise, aborted]);
      return 'fine';
    },
  };
  return { handler, at, letGo: gate.resolve };
}

test('a run tells that it has begun, how far it is, and what came of it', async () => {
  const news = await all(promotion(3));
  const [{ id } = { id: '' }] = executionsOf(journal, { kind: 'promotion', subject: 'shops/sales/3' });
  expect(news[0]).toEqual({ started: { execution: id, resumed: false } });
  expect(news.slice(1, -1)).toMatchObject([
    { progress: { step: 'looks at it', path: 'Verify', index: 1, steps: 2 } },
    { progress: { path: 'Install', index: 2 } },
  ]);
  expect(news.at(-1)).toMatchObject({
    report: {
      kind: 'promotion',
      subject: 'shops/sales/3',
      execution: id,
      output: 'fine',
      states: [{ name: 'Verify', title: 'looks at it', visits: 1 }, { name: 'Install' }],
    },
  });
});

describe('of one kind', () => {
  test('runs of ten subjects go on at once, each an execution of its own', async () => {
    const { handler, at, letGo } = held();
    const running = Array.from({ length: 10 }, (_, version) => all(promotion(version, handler)));
    await expect.poll(() => at.length).toBe(10);
    expect(unfinishedExecutions(journal)).toHaveLength(10);
    letGo();
    const reports = (await Promise.all(running)).map((news) => news.at(-1));
    expect(reports).toMatchObject(
      Array.from({ length: 10 }, (_, version) => ({ report: { subject: `shops/sales/${version}` } })),
    );
  });

  test('who asks for a subject that runs listens to that run', async () => {
    const { handler, at, letGo } = held();
    const first = all(promotion(3, handler));
    await expect.poll(() => at.length).toBe(1);
    const others = Array.from({ length: 5 }, () => all(promotion(3, handler)));
    letGo();
    const last = (await Promise.all([first, ...others])).map((news) => news.at(-1));
    expect(new Set(last.map((news) => JSON.stringify(news))).size).toBe(1);
    expect(executionsOf(journal, promotion(3).spec)).toHaveLength(1);
  });

  test('a subject of another kind is another run, whatever its name', async () => {
    const { handler, at, letGo } = held();
    const order = promotion(3, handler);
    const both = [all(order), all({ ...order, spec: { ...order.spec, kind: 'flow' } }, made())];
    await expect.poll(() => at.length).toBe(2);
    letGo();
    await Promise.all(both);
    expect(executionsOf(journal, { kind: 'flow', subject: 'shops/sales/3' })).toHaveLength(1);
    expect(executionsOf(journal, { kind: 'promotion', subject: 'shops/sales/3' })).toHaveLength(1);
  });
});

test('a run that is interrupted says so, and goes on in the next one with the task that was in flight', async () => {
  const { handler, at } = held();
  const first = all(promotion(3, handler));
  await expect.poll(() => at.length).toBe(1);
  expect(runs.isRunning('shops/sales/3')).toBe(true);
  await runs.stop();
  expect((await first).at(-1)).toMatchObject({ problem: { code: 'RunInterrupted' } });
  expect(runs.isRunning('shops/sales/3')).toBe(false);
  const [{ id } = { id: '' }] = unfinishedExecutions(journal);
  const again = await all(promotion(3), made());
  expect([again[0], again.at(-1)]).toMatchObject([
    { started: { execution: id, resumed: true } },
    { report: { execution: id } },
  ]);
});

test('a map that is interrupted goes on counting its items where it was', async () => {
  const each = {
    Type: 'Map',
    MaxConcurrency: 1,
    ItemProcessor: { StartAt: 'One', States: { One: { ...document.States.Install } } },
    End: true,
  };
  const { handler, at } = held();
  const order = (of: TaskHandler) => {
    const spec = {
      ...promotion(3).spec,
      document: JSON.stringify({ StartAt: 'Each', States: { Each: each } }),
      input: [1, 2, 3, 4],
    };
    return { ...promotion(3, of), spec };
  };
  const third: TaskHandler = {
    ...quick,
    run: (task, tell) => (task.path === 'Each/2/One' ? handler : quick).run(task, tell),
  };
  const first = all(order(third));
  await expect.poll(() => at.length).toBe(1);
  await runs.stop();
  await first;
  const news = await all(order(quick), made());
  const heard = news.flatMap((item) => ('progress' in item ? `${item.progress.step}: ${item.progress.what}` : []));
  expect(heard).toEqual(['Each: 3 of 4 items', 'looks at it: item 4 of 4: looks at it', 'Each: 4 of 4 items']);
});

describe('a run that fails', () => {
  const failing = (failure: unknown): TaskHandler => ({ ...quick, run: () => Promise.reject(failure) });
  const details = { code: 'ModelDamaged', message: 'It was changed.', fix: 'Train anew.', state: 'Nothing is served.' };

  test('tells what it leaves behind, then the problem as it was', async () => {
    const news = await all(promotion(3, failing(new Problem({ ...details, whose: 'yours' }))));
    expect(news.slice(-2)).toEqual([
      { left: 'a version that nobody serves' },
      { problem: { ...details, whose: 'yours' } },
    ]);
  });

  test('since its machine did, also tells how it goes on, and does', async () => {
    const news = await all(promotion(3, failing(new Problem({ ...details, whose: 'machine' }))));
    expect(news.at(-1)).toMatchObject({
      problem: { code: 'ModelDamaged', state: 'Nothing is served. It goes on where it looks at it.' },
    });
    expect((await all(promotion(3)))[0]).toMatchObject({ started: { resumed: true } });
  });

  test('by a mistake of ours is said to, with the trace', async () => {
    const news = await all(promotion(3, failing(new RangeError('odd'))));
    expect(news.at(-1)).toMatchObject({
      problem: { code: 'Bug', whose: 'ours', message: expect.stringMatching(/^RangeError: odd\n +at /) },
    });
  });

  test('by its own document says with what error and why', async () => {
    const fails = { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'Model.Unfit', Cause: 'too far off' } } };
    const order = promotion(3);
    const news = await all({ ...order, spec: { ...order.spec, document: JSON.stringify(fails) } });
    expect(news.at(-1)).toMatchObject({
      problem: { code: 'RunFailed', message: 'The run of shops/sales/3 was not done: Model.Unfit: too far off.' },
    });
  });
});

describe('what cannot be run is refused before anything of it is in the journal', () => {
  const other = (states: object) => JSON.stringify({ StartAt: 'A', States: states });
  test.each([
    [
      'a Resource that nobody does',
      other({ A: { Type: 'Task', Resource: 'arn:aws:states:::model:delete', End: true } }),
      'TaskResourceUnknown',
    ],
    [
      'one deep inside',
      other({
        A: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'B', States: { B: { Type: 'Task', Resource: 'arn:aws:states:::model:delete', End: true } } },
          ],
          End: true,
        },
      }),
      'TaskResourceUnknown',
    ],
    ['a document outside of the language', other({ A: { Type: 'Teleport' } }), 'DocumentRefused'],
    ['no document', 'none', 'DocumentRefused'],
    [
      'a state that is named __proto__',
      '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Succeed"}}}',
      'DocumentRefused',
    ],
  ])('%s', async (_what, text, code) => {
    const order = promotion(3, { ...quick, resource: 'arn:aws:states:::model:verify' });
    const news = await all({ ...order, spec: { ...order.spec, document: text } });
    expect(news).toMatchObject([{ problem: { code } }]);
    expect(unfinishedExecutions(journal)).toEqual([]);
    expect(executionsOf(journal, order.spec)).toEqual([]);
  });

  test('and a run that was begun waits for a machine that can do it', async () => {
    const { handler, at } = held();
    const first = all(promotion(3, handler));
    await expect.poll(() => at.length).toBe(1);
    await runs.stop();
    await first;
    const [{ id } = { id: '' }] = unfinishedExecutions(journal);
    expect(await all(promotion(3, { ...quick, resource: 'arn:other' }), made())).toMatchObject([
      { problem: { code: 'TaskResourceUnknown' } },
    ]);
    expect(findExecution(journal, id).ending).toBeUndefined();
  });
});
