import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AuditEntry } from '@atelier/audit';
import { type Caller, loadWorkspace, type Role, roles, type Workspace } from '@atelier/core';
import type { Host } from '../src/host.ts';
import type { Entrance } from '../src/routes/entrance.ts';
import { type Supervisor, startSupervisor } from '../src/supervisor/supervisor.ts';
import { newHost } from './sandboxed-host.ts';

const example = join(import.meta.dirname, '../../../examples/acme/atelier.yaml');

/** The example's own project, and one with the same flow that other people work in. */
const projects = ['sales-forecasting', 'elsewhere'] as const;

/** The workspace of the example, with somebody of each role in the one project, in the other, and in none. */
export async function crowdedExample(): Promise<Workspace> {
  const loaded = await loadWorkspace(example);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const [project] = loaded.workspace.projects;
  if (project === undefined) throw new Error('the example has no project');
  const people = roles.flatMap((role) =>
    ['none', ...projects].map((of) => ({
      name: personIn(role, of),
      role,
      signInName: personIn(role, of),
      profile: personIn(role, of),
    })),
  );
  const members = (name: string) => roles.map((role) => personIn(role, name));
  return {
    ...loaded.workspace,
    people,
    projects: projects.map((name) => ({ ...project, name, members: members(name) })),
  };
}

/** The name of whoever has a role in a project, or in `none`. */
export function personIn(role: Role, project: string): string {
  return `${role}.${project}`;
}

export const owner: Caller = { kind: 'owner' };

export function person(name: string): Caller {
  return { kind: 'person', person: name };
}

/** The owner's socket, for whoever `callerOf` says; what is recorded is kept in `recorded`. */
export function entranceFor(callerOf: Entrance['callerOf'], recorded: AuditEntry[] = []): Entrance {
  return { by: "owner's socket", callerOf, record: async (entry) => void recorded.push(entry) };
}

/** A workspace that is up, in a folder of its own. */
export interface Supervised extends AsyncDisposable {
  readonly host: Host;
  readonly supervisor: Supervisor;
}

/** Bring a workspace up in this process; disposing brings it down and removes everything. */
export async function supervised(workspace: Workspace): Promise<Supervised> {
  const host = await newHost();
  const supervisor = await startSupervisor(host, workspace, () => undefined);
  return {
    host,
    supervisor,
    [Symbol.asyncDispose]: async () => {
      supervisor.stop();
      await supervisor.stopped;
      rmSync(dirname(host.state.root), { recursive: true });
    },
  };
}
