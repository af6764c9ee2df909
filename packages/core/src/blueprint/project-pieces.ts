import { approvingRoles, type Person } from '../model/person.ts';
import type { Project } from '../model/project.ts';
import { isShared } from '../model/tracking.ts';
import type { Workspace } from '../model/workspace.ts';
import type { ProjectPiece } from './piece.ts';

/** The pieces of each project, whoever works in it. */
export function projectPieces(workspace: Workspace): readonly ProjectPiece[] {
  return workspace.projects.flatMap((project) => {
    const pieces = [
      ...foundations(project),
      membership(project, workspace),
      ...packagesAndSource(project, workspace),
      ...budgets(project),
    ];
    return [
      ...pieces,
      settings(project, [
        ...(isShared(workspace.tracking) ? ['workspace-tracking'] : []),
        ...pieces.map(({ id }) => id),
      ]),
    ];
  });
}

/** The spaces that members share; each comes after the person who owns it. */
export function sharedSpacePieces({ studio, projects, people }: Workspace): readonly ProjectPiece[] {
  if (studio.spaces !== 'shared') return [];
  const { instance } = studio;
  return projects.flatMap((project): ProjectPiece[] => {
    const owner = ownerOf(project, people);
    if (owner === undefined) return [];
    const because = 'studio.spaces is shared: its members open notebooks in it together.';
    const its = common('shared-space', project, because, ['studio', `person:${owner.name}`]);
    return [{ kind: 'shared-space', ...its, instance, owner }];
  });
}

/** The fields that all pieces of a project have in common. */
function common(kind: ProjectPiece['kind'], { members: _, ...project }: Project, because: string, needs: string[]) {
  return { id: idOf(kind, project.name), because: `${project.name}: ${because}`, needs, project };
}

function idOf(kind: ProjectPiece['kind'], project: string): string {
  return `${kind}:${project}`;
}

function foundations(project: Project): readonly ProjectPiece[] {
  const stores = idOf('project-stores', project.name);
  const of = (kind: ProjectPiece['kind'], because: string, needs: string[]) => common(kind, project, because, needs);
  return [
    {
      kind: 'project-stores',
      ...of('project-stores', 'data, artifacts and sandboxes are kept there.', ['network', 'key', 'access-logs']),
    },
    {
      kind: 'project-jobs',
      ...of('project-jobs', 'jobs, flows and endpoints work with its rights.', ['network', 'key', stores]),
    },
    ...warehouse(project, ['network', 'key', stores]),
    { kind: 'registry', ...of('registry', 'models wait there for a lead to approve them.', []) },
  ];
}

function warehouse(project: Project, needs: string[]): readonly ProjectPiece[] {
  if (project.warehouse === null) return [];
  const because = 'SQL runs there, on tables that no other project sees.';
  return [{ kind: 'warehouse', ...common('warehouse', project, because, needs), size: project.warehouse }];
}

/** The rights of each role in the project, whether a member has it or not. */
function membership(project: Project, { studio }: Workspace): ProjectPiece {
  const needs = [idOf('project-stores', project.name), ...(studio.spaces === 'shared' ? ['studio'] : [])];
  const because = 'whoever is let in works there as far as the own role goes.';
  return { kind: 'membership', ...common('membership', project, because, needs) };
}

function packagesAndSource(project: Project, { tracking, source }: Workspace): readonly ProjectPiece[] {
  const pieces: ProjectPiece[] = [];
  if (tracking.kind !== 'none' && !isShared(tracking)) {
    const needs = ['network', 'key', idOf('project-stores', project.name)];
    pieces.push({
      kind: 'tracking',
      ...common('tracking', project, 'experiments and models are logged there.', needs),
      tracking,
    });
  }
  if (source.kind !== 'none') {
    pieces.push({ kind: 'repository', ...common('repository', project, 'its code is there.', ['key']), source });
  }
  return pieces;
}

/** The first member who approves models, or else the first member. */
function ownerOf({ members }: Project, people: readonly Person[]): Person | undefined {
  const byName = new Map(people.map((person) => [person.name, person]));
  const present = members.flatMap((member) => byName.get(member) ?? []);
  return present.find(({ role }) => approvingRoles.includes(role)) ?? present[0];
}

/** A budget exists to tell somebody: without an address the amount is held against the estimate alone. */
function budgets(project: Project): readonly ProjectPiece[] {
  const { notify, monthlyUsd } = project;
  if (notify.length === 0) return [];
  const because = `${notify.length} ${notify.length === 1 ? 'address hears' : 'addresses hear'} of approvals and of the budget.`;
  const pieces: ProjectPiece[] = [{ kind: 'notices', ...common('notices', project, because, ['key']) }];
  if (monthlyUsd !== null) {
    const because = `budget.monthlyUsd is ${monthlyUsd}: it warns before the project costs more.`;
    const needs = [idOf('notices', project.name)];
    pieces.push({ kind: 'project-budget', ...common('project-budget', project, because, needs), monthlyUsd });
  }
  return pieces;
}

function settings(project: Project, others: readonly string[]): ProjectPiece {
  const because = 'notebooks read there what the project consists of.';
  const needs = ['key', ...others];
  return { kind: 'project-settings', ...common('project-settings', project, because, needs) };
}
