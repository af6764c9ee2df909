import { type Action, type Caller, decideForCaller, type Workspace } from '@atelier/core';
import type { WorkspaceStatus } from '@atelier/core/contract';
import { type SpaceName, spaceResource } from '../spaces/space-name.ts';
import { trackingName } from '../tracking/tracking-server.ts';
import { warehouseName } from '../warehouse/supervised-warehouse.ts';

/** The part of a workspace's status that its caller may see: the owner all of it, a person what is of their projects. */
export function statusForCaller(workspace: Workspace, caller: Caller, status: WorkspaceStatus): WorkspaceStatus {
  if (caller.kind === 'owner') return status;
  const may = (action: Action, project: string) =>
    decideForCaller(workspace, caller, action, { kind: 'project', project }).allowed;
  const projects = status.projects.filter((project) => may('settings.read', project));
  const services = new Set(projects.filter((project) => may('warehouse.query', project)).map(warehouseName));
  if (projects.some((project) => may('tracking.read', project))) services.add(trackingName);
  const { door: _, ...seen } = status;
  const seesSpace = (space: SpaceName) =>
    (['space.open', 'space.stop'] as const).some(
      (action) => decideForCaller(workspace, caller, action, spaceResource(space)).allowed,
    );
  return {
    ...seen,
    services: status.services.filter(({ name }) => services.has(name)),
    projects,
    endpoints: status.endpoints.filter(({ project }) => may('endpoint.see', project)),
    spaces: status.spaces.filter(seesSpace),
    runs: status.runs.filter(({ project }) => may('flow.see', project)),
  };
}
