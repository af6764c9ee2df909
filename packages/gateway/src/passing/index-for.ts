import { existsSync } from 'node:fs';
import { type Action, type Caller, decideForCaller, type Workspace } from '@atelier/core';
import type { Places } from './places.ts';

/** Paths of programs in one project. */
export interface IndexedProject {
  readonly project: string;
  readonly tracking?: string;
  readonly endpoints: readonly string[];
}

/** The paths of programs that a caller may use; an endpoint is there once a flow has deployed it. */
export function indexFor(workspace: Workspace, places: Places, caller: Caller): readonly IndexedProject[] {
  return workspace.projects.flatMap(({ name: project, flows }) => {
    const may = (action: Action) => decideForCaller(workspace, caller, action, { kind: 'project', project }).allowed;
    if (!may('settings.read')) return [];
    const deployed = flows
      .map(({ serving }) => serving.endpoint)
      .filter((name) => existsSync(places.endpoint(project, name)));
    return [
      {
        project,
        ...(may('tracking.read') && { tracking: `/projects/${project}/tracking/` }),
        endpoints: may('endpoint.see')
          ? deployed.map((name) => `/projects/${project}/endpoints/${name}/invocations`)
          : [],
      },
    ];
  });
}
