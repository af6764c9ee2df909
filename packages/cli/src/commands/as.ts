import type { AsReport } from '@atelier/aws';
import {
  type FileChange,
  loadWorkspace,
  namedPerson,
  type Person,
  projectNamed,
  resourceText,
  rightsOf,
  type Workspace,
} from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { asText } from '../text/as-text.ts';
import { readWorkspace, WorkspaceRefused, workspaceFile } from '../workspace-file.ts';

export interface AsOptions {
  readonly try?: string;
  readonly project?: readonly string[];
  readonly json?: boolean;
}

/** Everything that a person sees, reaches and may do, also in a role or in projects that the file does not give. */
export async function showAs(io: Io, name: string, file: string | undefined, options: AsOptions): Promise<ExitCode> {
  const path = workspaceFile(io, file);
  const before = await readWorkspace(path);
  const changes = changesFor(before, name, options);
  const loaded = await loadWorkspace(path, changes);
  if (!loaded.ok) throw new WorkspaceRefused(loaded.problems);
  const person = namedPerson(loaded.workspace, name);
  const report = await reportOn(
    loaded.workspace,
    person,
    changes.length > 0 ? before : await without(path, before, person),
  );
  const isInFile = before.people.some((one) => one.name === name);
  const shown = { ...report, isInFile, isTried: changes.length > 0 };
  io.out(options.json ? `${JSON.stringify(shown, null, 2)}\n` : asText(shown));
  return exitCodes.done;
}

function changesFor(before: Workspace, name: string, { try: role, project = [] }: AsOptions): readonly FileChange[] {
  if (role === undefined) namedPerson(before, name);
  const memberships = project.map((named) => projectNamed(before, { name }, named).name);
  return [
    ...(role === undefined ? [] : [{ kind: 'set' as const, path: ['people', name, 'role'], value: role }]),
    ...memberships.map((one) => ({ kind: 'append' as const, path: ['projects', one, 'members'], value: name })),
  ];
}

/** The workspace without a person who is in its file; null: without them the file would have mistakes. */
async function without(path: string, { projects }: Workspace, { name }: Person): Promise<Workspace | null> {
  const own = projects.filter(({ members }) => members.includes(name));
  const loaded = await loadWorkspace(path, [
    ...own.map((project) => ({ kind: 'drop' as const, path: ['projects', project.name, 'members'], value: name })),
    { kind: 'remove', path: ['people', name] },
  ]);
  return loaded.ok ? loaded.workspace : null;
}

async function reportOn(workspace: Workspace, person: Person, other: Workspace | null): Promise<AsReport> {
  if (workspace.aws === null) return here(workspace, person);
  const { asReport, readPriceBook } = await import('@atelier/aws');
  return await asReport({ workspace, person, without: other, prices: await readPriceBook() });
}

/** On this machine the access table decides, and nothing is paid for. */
function here(workspace: Workspace, person: Person): AsReport {
  const isOwn = ({ members }: Workspace['projects'][number]) => members.includes(person.name);
  return {
    ground: 'this machine',
    person,
    signIn: [],
    projects: workspace.projects.filter(isOwn).map(({ name }) => name),
    otherProjects: workspace.projects.filter((project) => !isOwn(project)).map(({ name }) => name),
    rights: rightsOf(workspace, person).map(({ resource, ...right }) => ({
      ...right,
      resource: resourceText(resource),
      project: 'project' in resource ? resource.project : null,
      answer: right.allowed ? 'yes' : 'no',
      wall: null,
    })),
    stores: [],
    endpoints: [],
    beyond: [],
    monthlyUsd: null,
    complete: true,
  };
}
