import { parseDocument, type RunReport } from '@atelier/core';
import { describeFailure, Problem } from '@atelier/problem';
import { type Clock, systemClock } from '../clock.ts';
import { fullDiskProblem } from '../full-disk.ts';
import { chooseExecution } from './choose-execution.ts';
import { type Event, stateNameIn } from './event.ts';
import { eventsOf } from './events.ts';
import type { Journal } from './journal.ts';
import { progressMeter } from './progress-meter.ts';
import { type Outcome, runExecution } from './run-execution.ts';
import type { NewsOf, RunOrder } from './run-order.ts';
import { runStates } from './run-states.ts';
import { refuseUnhandled } from './task-handler.ts';
import { taskRunner } from './task-runner.ts';
import { answeredTasks } from './task-token.ts';
import { type TitledState, titledStates } from './titled-states.ts';

export interface PerformPlace {
  readonly journal: Journal;
  /** One-way news for the log: what only we can mend. */
  tell(news: string): void;
  readonly clock?: Clock;
}

interface Listening<Report, Extra> {
  send(news: NewsOf<Report, Extra>): void;
  /** Interrupts the run; it goes on with the next one of its subject. */
  readonly signal: AbortSignal;
}

/** Run what is ordered to its end, from where it was interrupted, and send its news; never rejects. */
export async function performRun<Report, Extra>(
  place: PerformPlace,
  order: RunOrder<Report, Extra>,
  listening: Listening<Report, Extra>,
): Promise<void> {
  try {
    const document = parseDocument(order.spec.document);
    refuseUnhandled(document, order.handlers);
    const chosen = await chooseExecution(place.journal, order);
    listening.send({ started: chosen });
    await runChosen(place, order, listening, {
      execution: chosen.execution,
      states: titledStates(document, order.handlers),
    });
  } catch (error) {
    const { kind, subject } = order.spec;
    place.tell(`${kind} ${subject}: ${error instanceof Error ? error.stack : error}`);
    listening.send({ problem: describeFailure(fullDiskProblem(error)) });
  }
}

interface Chosen {
  readonly execution: string;
  readonly states: readonly TitledState[];
}

async function runChosen<Report, Extra>(
  place: PerformPlace,
  order: RunOrder<Report, Extra>,
  { send, signal }: Listening<Report, Extra>,
  { execution, states }: Chosen,
): Promise<void> {
  const { journal, clock = systemClock } = place;
  const startedAtMs = clock.now();
  const meter = progressMeter(states, clock.now);
  for (const event of eventsOf(journal, execution)) meter.hear(event);
  const runner = taskRunner(order, {
    titleAt: (path) => states.find(({ name }) => name === stateNameIn(path))?.title ?? path,
    tell: (path, progress) => send({ progress: meter.advance(path, progress) }),
  });
  const tell = (event: Event) => {
    const progress = meter.hear(event);
    if (progress !== undefined) send({ progress });
  };
  const outcome = await runExecution({ journal, execution, clock, signal, runTask: runner.runTask, tell });
  if (outcome.status === 'succeeded') {
    const seconds = (clock.now() - startedAtMs) / 1000;
    send({ report: order.report(reportOf(journal, order, { execution, states, seconds, output: outcome.output })) });
    return;
  }
  const left = outcome.status === 'failed' ? order.leftBehind?.(execution) : undefined;
  if (left !== undefined) send(left);
  send({ problem: describeFailure(runner.behind(outcome) ?? ended(order.spec.subject, outcome)) });
}

function reportOf(
  journal: Journal,
  { spec: { kind, subject } }: Pick<RunOrder<unknown, unknown>, 'spec'>,
  { execution, states, ...run }: Chosen & Pick<RunReport, 'seconds' | 'output'>,
): RunReport {
  const reported = runStates(states, eventsOf(journal, execution), answeredTasks(journal, execution));
  return { kind, subject, execution, states: reported, ...run };
}

function ended(subject: string, outcome: Exclude<Outcome, { status: 'succeeded' }>): Problem {
  const why = 'cause' in outcome ? `: ${[outcome.error, outcome.cause].filter((word) => word !== '').join(': ')}` : '';
  return new Problem({
    code: outcome.status === 'interrupted' ? 'RunInterrupted' : 'RunFailed',
    message: `The run of ${subject} was ${outcome.status === 'failed' ? 'not done' : outcome.status}${why}.`,
    fix: 'Run it again; an interrupted run goes on where it stopped.',
    whose: 'machine',
    state: 'What it did before is kept.',
  });
}
