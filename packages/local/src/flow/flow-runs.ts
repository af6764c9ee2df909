import {
  type Bug,
  describeFailure,
  type FlowOutput,
  type FlowSpec,
  type FlowStep,
  type LoadReport,
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
import type { Task } from '../workflow/run.ts';
import { type Outcome, runExecution } from '../workflow/run-execution.ts';
import { type Broadcast, broadcast } from './broadcast.ts';
import { chooseExecution, machineFailed } from './choose-execution.ts';
import { loadOf } from './load-of.ts';
import { localSteps } from './local-steps.ts';
import { progressMeter, type RunProgress } from './run-progress.ts';
import type { StepInput, StepPlace } from './step.ts';

/** What a run tells on its way; the last is its report or its problem. */
export type RunNews =
  | { readonly started: { readonly execution: string; readonly resumed: boolean } }
  | { readonly progress: RunProgress }
  /** What was loaded, before the problem of a run that has come so far. */
  | { readonly loaded: LoadReport }
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
    const { execution, resumed } = await chooseExecution(place.journal, at.project, flow);
    news.send({ started: { execution, resumed } });
    const { outcome, failure } = await interpret(place, performance, execution);
    if (outcome.status === 'succeeded') {
      const seconds = (Date.now() - startedAtMs) / 1000;
      news.send({
        report: runReport({ flow: flow.flow, execution, seconds }, outcome.output as unknown as FlowOutput),
      });
    } else {
      const loaded = outcome.status === 'failed' ? loadOf(place.journal, execution) : undefined;
      if (loaded !== undefined) news.send({ loaded });
      news.send({ problem: describeFailure(failure ?? endedProblem(flow, outcome)) });
    }
  } catch (error) {
    place.tell(`flow ${flow.flow}: ${error instanceof Error ? error.stack : error}`);
    news.send({ problem: describeFailure(fullDiskProblem(error)) });
  }
}

async function interpret(place: RunsPlace, { at, flow, news, signal }: Performance, execution: string) {
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
      if (!(error instanceof Problem) || error.whose !== 'machine') throw error;
      // Only what a second try can mend is retried; the document names this error and no other.
      failure = goesOn(error, flow, step);
      throw new TaskError(machineFailed, error.message);
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

/** The same problem, which also says that nothing done before it is lost. */
function goesOn(problem: Problem, { flow }: FlowSpec, step: FlowStep): Problem {
  const state = `${problem.state ?? ''} The next "atelier run ${flow}" goes on with the step ${step}.`.trimStart();
  return new Problem({ ...problem.toJSON(), state }, problem.cause);
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
