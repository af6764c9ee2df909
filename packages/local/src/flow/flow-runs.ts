import type { FlowReport, Project } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Endpoints } from '../endpoint/endpoints.ts';
import type { Host } from '../host.ts';
import { executionsOf } from '../workflow/execution.ts';
import type { Journal } from '../workflow/journal.ts';
import { kindRuns } from '../workflow/kind-runs.ts';
import type { NewsOf } from '../workflow/run-order.ts';
import { flowHandler } from './flow-handler.ts';
import { flowKey, flowOrder, type LoadedNews } from './flow-order.ts';
import type { StepPlace } from './step.ts';

/** News of a run of a flow on its way; the last is its report or its problem. */
export type FlowNews = NewsOf<FlowReport, LoadedNews>;

export interface RunSummary {
  readonly project: string;
  readonly flow: string;
  readonly execution: string;
  readonly state: 'running' | 'interrupted' | 'succeeded' | 'failed' | 'aborted';
}

/** Project, warehouse and engine that a flow of a project runs with. */
export type ProjectPlace = Pick<StepPlace, 'project' | 'warehouse' | 'engine'>;

/** The runs of a workspace's flows; of one flow there is one run at a time. */
export interface FlowRuns {
  /** Start a run, go on with an interrupted one, or listen to the one that is running. */
  follow(place: ProjectPlace, flow: string, signal: AbortSignal): AsyncIterable<FlowNews>;
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
export function flowRuns({ journal, tell, ...place }: RunsPlace): FlowRuns {
  const runs = kindRuns<FlowReport, LoadedNews>({ journal, tell });

  function summaryOf(project: string, flow: string): readonly RunSummary[] {
    const key = flowKey(project, flow);
    const unfinished = runs.isRunning(key.subject) ? 'running' : 'interrupted';
    return executionsOf(journal, key)
      .slice(0, 1)
      .map(({ id, ending }) => ({ project, flow, execution: id, state: ending?.status ?? unfinished }));
  }

  return {
    follow: (at, name, signal) => {
      const flow = at.project.flows.find((declared) => declared.flow === name);
      if (flow === undefined) throw unknownFlow(name, at.project);
      return runs.follow(flowOrder(journal, at.project, flow, [flowHandler({ ...place, ...at })]), signal);
    },
    recent: (projects) => projects.flatMap(({ name, flows }) => flows.flatMap(({ flow }) => summaryOf(name, flow))),
    stop: runs.stop,
  };
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
