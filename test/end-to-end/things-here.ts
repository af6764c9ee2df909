import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Counterpart, PlanHere } from '@atelier/local';
import type { WorkspaceFolder } from './command.ts';

/** A plan of this machine, held against what is there. */
export interface Difference {
  /** In the plan and not on this machine. */
  readonly missing: readonly string[];
  /** On this machine, and neither a piece's nor the supervisor's own. */
  readonly unnamed: readonly string[];
  /** A piece's, and called the supervisor's own as well. */
  readonly twice: readonly string[];
}

interface Status {
  readonly pid: number;
  readonly services: readonly { readonly name: string; readonly pid: number }[];
  readonly endpoints: readonly { readonly service: { readonly name: string; readonly pid: number } }[];
}

/** Hold a plan against a workspace that is up; `since` says whether a flow has run in it. */
export async function differenceOf(
  workspace: WorkspaceFolder,
  { pieces, own }: PlanHere,
  since: Counterpart['since'],
): Promise<Difference> {
  const there = new Set(await thingsHere(workspace));
  const planned = pieces.flatMap(({ counterparts }) => counterparts);
  const owned = new Set(own.map(nameOf));
  const named = new Set([...planned.map(nameOf), ...owned]);
  const expected = [...planned, ...own].filter((thing) => thing.since === 'up' || since === 'first-run');
  return {
    missing: [...new Set(expected.map(nameOf))].filter((name) => !there.has(name)),
    unnamed: [...there].filter((name) => !named.has(name)),
    twice: planned.map(nameOf).filter((name) => owned.has(name)),
  };
}

function nameOf({ kind, name }: Pick<Counterpart, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

async function thingsHere(workspace: WorkspaceFolder): Promise<readonly string[]> {
  const status = (await workspace.json('status')) as unknown as Status;
  const services = [...status.services, ...status.endpoints.map(({ service }) => service)];
  const names = new Map([[status.pid, 'supervisor'], ...services.map(({ pid, name }) => [pid, name] as const)]);
  const processes = [status.pid, ...childrenOf(status.pid)].map((pid) => names.get(pid) ?? `${pid}, ${commandOf(pid)}`);
  const state = join(workspace.path, '.atelier');
  return [
    ...processes.map((name) => `process ${name}`),
    ...foldersIn(state).map((name) => `folder ${name}`),
    ...tablesIn(join(state, 'state.sqlite')).map((name) => `table ${name}`),
  ];
}

/** From the kernel, so that a process that the status does not tell of is found too. */
function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '))
    .filter((child) => child !== '')
    .map(Number);
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
}

/** Those of the state folder, and those of each project. */
function foldersIn(state: string): readonly string[] {
  const below = (folder: string) =>
    readdirSync(join(state, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(folder, name));
  const projects = below('projects');
  return [...below(''), ...projects, ...projects.flatMap(below)];
}

function tablesIn(file: string): readonly string[] {
  using database = new DatabaseSync(file, { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
  return tables.all().map(({ name }) => String(name));
}
