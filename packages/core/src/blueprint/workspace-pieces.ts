import { roles } from '../model/person.ts';
import { isShared } from '../model/tracking.ts';
import type { Workspace } from '../model/workspace.ts';
import { requiredServices } from '../required-services/required-services.ts';
import type { WorkspacePiece } from './piece.ts';

/** The pieces that a workspace has once, whoever is in it; nothing here depends on the people. */
export function workspacePieces(workspace: Workspace): readonly WorkspacePiece[] {
  return [...ground(workspace), studioPiece(workspace), ...rolePieces(workspace), ...packagesAndSource(workspace)];
}

function ground(workspace: Workspace): readonly WorkspacePiece[] {
  const { network } = workspace;
  const because =
    network.mode === 'isolated'
      ? 'Notebooks and jobs run in it, and reach what the workspace needs and nothing else.'
      : 'Notebooks and jobs run in it; it has a route to the internet and none from it.';
  const stored = 'It remembers who read and wrote which stored object.';
  return [
    { kind: 'key', id: 'key', because: 'Everything that is stored is encrypted with it.', needs: [] },
    // Projects alone have stores.
    ...(workspace.projects.length === 0
      ? []
      : [{ kind: 'access-logs' as const, id: 'access-logs', because: stored, needs: [] }]),
    { kind: 'network', id: 'network', because, needs: ['key'], network, reach: requiredServices(workspace) },
  ];
}

function rolePieces({ aws }: Workspace): readonly WorkspacePiece[] {
  return roles.map((role) => ({
    kind: 'role',
    id: `role:${role}`,
    because: `It is what everybody with the role ${role} may do.`,
    needs: ['network', 'key', 'studio'],
    role,
    iam: aws?.iam ?? null,
  }));
}

function studioPiece({ studio, signIn }: Workspace): WorkspacePiece {
  const because = `People work in it, and sign in ${signIn.method === 'sso' ? 'through Identity Center' : 'with IAM'}.`;
  return { kind: 'studio', id: 'studio', because, needs: ['network', 'key'], studio, signIn };
}

function packagesAndSource({
  packages,
  bigData,
  studio,
  limits,
  projects,
  tracking,
}: Workspace): readonly WorkspacePiece[] {
  const pieces: WorkspacePiece[] = [];
  if (projects.length > 0 && isShared(tracking)) {
    const because =
      'tracking.scope is workspace: all projects log their experiments there, and see those of the others.';
    const needs = ['network', 'key', 'access-logs'];
    pieces.push({ kind: 'workspace-tracking', id: 'workspace-tracking', because, needs, tracking });
  }
  if (packages.upstream !== 'none') {
    const because = 'Notebooks and jobs install packages from there, and from nowhere else.';
    pieces.push({ kind: 'packages', id: 'packages', because, needs: ['network', 'key'], packages });
  }
  if (bigData.emr !== 'none') {
    const because = `bigData.emr asks for Spark: ${bigData.emr}.`;
    pieces.push({ kind: 'big-data', id: 'big-data', because, needs: ['network', 'key'], bigData });
  }
  if (studio.projectTemplates) {
    const because = 'studio.projectTemplates asks for them.';
    const needs = ['network', 'key', 'studio'];
    pieces.push({ kind: 'project-templates', id: 'project-templates', because, needs });
  }
  // It exists to tell somebody: the addresses of the projects.
  if (limits.monthlyUsd !== null && projects.some(({ notify }) => notify.length > 0)) {
    const { monthlyUsd } = limits;
    const because = `limits.monthlyUsd is ${monthlyUsd}: it warns before the workspace costs more.`;
    pieces.push({ kind: 'workspace-budget', id: 'workspace-budget', because, needs: [], monthlyUsd });
  }
  return pieces;
}
