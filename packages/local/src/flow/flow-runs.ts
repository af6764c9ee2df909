import {
  type Bug,
  describeFailure,
  documentText,
  type FlowOutput,
  type FlowSpec,
  type FlowStep,
  flowDocument,
  flowInput,
  flowSteps,
  Problem,
  type ProblemDetails,
  type Project,
  type RunReport,
  runReport,
  TaskError,
} from '@atelier/core';
import type { Endpoints } from '../endpoint/endpoints.ts';
import { fullDiskProblem } from '../full-disk.ts';
import type { Host } from '../host.ts';
import { type Execution, executionsOf } from '../workflow/execution.ts';
import type { Journal } from '../workflow/journal.ts';
import { openExecution } from '../workflow/open-execution.ts';
import type { Task } from '../workflow/run.ts';
import { type Outcome, runExecution } from '../workflow/run-execution.ts';
import { stopExecution } from '../workflow/stop-execution.ts';
import { type Broadcast, broadcast } from './broadcast.ts';
import { localSteps } from './local-steps.ts';
import { progressMeter, type RunProgress } from './run-progress.ts';
import type { StepInput, StepPlace } from './step.ts';

/** What a run tells on its way; the last is its report or its problem. */
export type RunNews =
  | { readonly started: { readonly execution: string; readonly resumed: boolean } }
  | { readonly progress: RunProgress }
  | { readonly report: RunReport }
  | { readonly problem: ProblemDetails | Bug };

export interface RunSummary {
  readonly project: string;
  readonly flow: string;
  readonly execution: string;
  readonly state: 'running' | 'interrupted' | 'succeeded' | 'failed' | 'aborted';
}

/** What a flow of a project runs with. */
export type ProjectPlace = Pick<StepPlace, 'project' | 'warehouse' | 'engine'>;

/** The runs of a workspace's flows; of one flow there is one run at a time. */
export interface FlowRuns {
  /** Start a run, go on with an interrupted one, or listen to the one that is running. */
  follow(place: ProjectPlace, flow: string, signal: AbortSignal): AsyncIterable<RunNews>;
  /** The last run of each flow that has been run. */
  recent(projects: readonly Project[]): readonly RunSummary[];
  /** Interrupt what is running; it goes on with the next run of its flow. */
  stop(): Promise<void>;
}

export interface RunsPlace {
  readonly host: Host;
  readonly journal: Journal;
  readonly endpoints: Endpoints;
  readonly trackingSocket: string;
  tell(news: string): void;
}

/** Run flows on this machine, each after its States Language document. */
export function flowRuns(place: RunsPlace): FlowRuns {
  const running = new Map<string, { readonly news: Broadcast<RunNews>; readonly ended: Promise<void> }>();
  const stopping = new AbortController();

  function start(at: ProjectPlace, flow: FlowSpec): Broadcast<RunNews> {
    const key = `${at.project.name}/${flow.flow}`;
    const going = running.get(key);
    if (going !== undefined) return going.news;
    const news = broadcast<RunNews>();
    const ended = perform(place, { at, flow, news, signal: stopping.signal }).finally(() => {
      running.delete(key);
      news.close();
    });
    running.set(key, { news, ended });
    return news;
  }

  return {
    follow: (at, name, signal) => {
      const flow = at.project.flows.find((declared) => declared.flow === name);
      if (flow === undefined) throw unknownFlow(name, at.project);
      return start(at, flow).listen(signal);
    },
    recent: (projects) =>
      projects.flatMap(({ name, flows }) =>
        flows.flatMap(({ flow }) =>
          executionsOf(place.journal, name, flow)
            .slice(0, 1)
            .map((last) => summary(last, running)),
        ),
      ),
    stop: async () => {
      stopping.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

interface Performance {
  readonly at: ProjectPlace;
  readonly flow: FlowSpec;
  readonly news: Broadcast<RunNews>;
  readonly signal: AbortSignal;
}

/** Run one flow to its end and send its news; never rejects. */
async function perform(place: RunsPlace, performance: Performance): Promise<void> {
  const { at, flow, news } = performance;
  const startedAtMs = Date.now();
  try {
    const { execution, resumed } = executionFor(place.journal, at.project, flow);
    news.send({ started: { execution: execution.id, resumed } });
    const { outcome, failure } = await interpret(place, performance, execution.id);
    if (outcome.status === 'succeeded') {
      const seconds = (Date.now() - startedAtMs) / 1000;
      const run = { flow: flow.flow, execution: execution.id, seconds };
      news.send({ report: runReport(run, outcome.output as unknown as FlowOutput) });
    } else {
      news.send({ problem: describeFailure(failure ?? endedProblem(flow, outcome)) });
    }
  } catch (error) {
    place.tell(`flow ${flow.flow}: ${error instanceof Error ? error.stack : error}`);
    news.send({ problem: describeFailure(fullDiskProblem(error)) });
  }
}

/** The unfinished execution of a flow, unless the flow has been changed since it began; else a new one. */
function executionFor(journal: Journal, project: Project, flow: FlowSpec): { execution: Execution; resumed: boolean } {
  const steps = Object.fromEntries(flowSteps.map((step) => [step, step])) as Record<FlowStep, string>;
  const document = documentText(flowDocument(flow));
  const input = flowInput(flow, steps);
  const spec = { project: project.name, flow: flow.flow, document, input };
  const before = Date.now();
  const execution = openExecution(journal, spec);
  const isSame = execution.document === document && JSON.stringify(execution.input) === JSON.stringify(input);
  if (isSame) return { execution, resumed: execution.startedAtMs < before };
  stopExecution(journal, execution.id, 'The flow was changed before this run had ended.');
  return { execution: openExecution(journal, spec), resumed: false };
}

async function interpret(place: RunsPlace, { at, news, signal }: Performance, execution: string) {
  const { host, journal, endpoints } = place;
  const steps = localSteps({ ...at, host, endpoints, trackingSocket: place.trackingSocket });
  const meter = progressMeter(Date.now);
  let failure: unknown;

  async function runTask(task: Task): Promise<unknown> {
    const { StateMachineArn: step, Input: input } = task.parameters as unknown as {
      StateMachineArn: FlowStep;
      Input: StepInput;
    };
    const tell = (progress: Parameters<typeof meter.advance>[1]) =>
      news.send({ progress: meter.advance(step, progress) });
    try {
      const output = await steps[step](input, { signal: task.signal, tell });
      failure = undefined;
      return { Output: output };
    } catch (cause) {
      task.signal.throwIfAborted();
      const error = fullDiskProblem(cause);
      failure = error;
      // Only what a second try can mend is retried; the document names this error and no other.
      if (error instanceof Problem && error.whose === 'machine')
        throw new TaskError('Atelier.MachineFailed', error.message);
      throw error;
    }
  }

  const outcome = await runExecution({
    journal,
    execution,
    runTask,
    signal,
    tell: (event) => {
      const progress = meter.begin(event);
      if (progress !== undefined) news.send({ progress });
    },
  });
  return { outcome, failure };
}

function summary({ id, project, flow, ending }: Execution, running: ReadonlyMap<string, unknown>): RunSummary {
  const unfinished = running.has(`${project}/${flow}`) ? 'running' : 'interrupted';
  return { project, flow, execution: id, state: ending?.status ?? unfinished };
}

function endedProblem(flow: FlowSpec, outcome: Outcome): Problem {
  return new Problem({
    code: outcome.status === 'interrupted' ? 'RunInterrupted' : 'RunFailed',
    message: `The run of ${flow.flow} was ${outcome.status}${'cause' in outcome ? `: ${outcome.cause}` : ''}.`,
    fix: 'Run the flow again; an interrupted run goes on where it stopped.',
    whose: 'machine',
    state: 'What earlier steps did is kept.',
  });
}

function unknownFlow(name: string, project: Project): Problem {
  const known = project.flows.map(({ flow }) => flow).join(', ');
  return new Problem({
    code: 'UnknownFlow',
    message: `The project ${project.name} has no flow "${name}". It has ${known || 'none'}.`,
    fix: "Name one of these, or list the flow's file under the project and run the command again.",
    whose: 'yours',
  });
}
