import type { FlowSpec } from '../model/flow-spec.ts';
import type { NetworkDescription } from '../model/network.ts';
import type { Workspace } from '../model/workspace.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import { flowKind } from './file-kinds.ts';
import { type ConfigIssue, type Path, sortIssues } from './issue.ts';
import { readDescription } from './network-description.ts';
import { normaliseFlow } from './normalise-flow.ts';
import { normaliseWorkspace } from './normalise-workspace.ts';
import { flowsTogether, type NamedFlow } from './rules/flows-together.ts';
import type { FlowFile } from './schema/flow-file.ts';
import type { WorkspaceFile } from './schema/workspace-file.ts';
import { type Source, type Unreadable, unreadableIssue } from './source.ts';

/** A workspace, or everything that has to change before there is one. */
export type WorkspaceResult =
  | { readonly ok: true; readonly workspace: Workspace }
  | { readonly ok: false; readonly problems: readonly ConfigIssue[] };

/** What the reading of each file that is named gave, by its path as the workspace's file writes it. */
export type FileSources = ReadonlyMap<string, Source | Unreadable>;

/** Put a checked file and the files that it names together. */
export function assembleWorkspace(
  checked: CheckedFile<WorkspaceFile>,
  folder: string,
  sources: FileSources,
): WorkspaceResult {
  const { flows, issues } = checkFlows(checked, sources);
  const network = checkDescription(checked, sources);
  const problems = sortIssues([...checked.issues, ...issues, ...network.issues]);
  if (problems.length > 0 || checked.facts === undefined) return { ok: false, problems };
  const { description } = network;
  return { ok: true, workspace: normaliseWorkspace(checked.facts.file, { folder, flows, description }) };
}

/** Every file that a workspace's file names, as it writes them. */
export function fileMentions(checked: CheckedFile<WorkspaceFile>): readonly string[] {
  const description = checked.facts?.file.network.existing?.description;
  return [...flowMentions(checked).map(({ file }) => file), ...(description === undefined ? [] : [description])];
}

interface CheckedDescription {
  readonly description: NetworkDescription | null;
  readonly issues: readonly ConfigIssue[];
}

function checkDescription(checked: CheckedFile<WorkspaceFile>, sources: FileSources): CheckedDescription {
  const file = checked.facts?.file.network.existing?.description;
  if (file === undefined) return { description: null, issues: [] };
  const source = sources.get(file) ?? notGiven(file);
  const read = 'text' in source ? readDescription(source, file) : source;
  if (!('code' in read)) return { description: read, issues: [] };
  const { code, message, fix } = read;
  const path = ['network', 'existing', 'description'];
  return { description: null, issues: [checked.locate({ path, code, message, fix })] };
}

interface Mention {
  readonly project: string;
  readonly path: Path;
  /** The flow file's path as written. */
  readonly file: string;
}

/** Every place where a project names a flow file. */
function flowMentions({ facts }: CheckedFile<WorkspaceFile>): readonly Mention[] {
  if (facts === undefined) return [];
  return Object.entries(facts.file.projects).flatMap(([project, { flows }]) =>
    flows.map((file) => ({ project, file, path: facts.itemPath(['projects', project, 'flows'], file) })),
  );
}

interface CheckedFlows {
  readonly flows: ReadonlyMap<string, FlowSpec>;
  readonly issues: readonly ConfigIssue[];
}

function checkFlows(workspace: CheckedFile<WorkspaceFile>, sources: FileSources): CheckedFlows {
  const checked = new Map<string, CheckedFile<FlowFile>>();
  const flows = new Map<string, FlowSpec>();
  const named: NamedFlow[] = [];
  const issues: ConfigIssue[] = [];
  for (const { project, path, file } of flowMentions(workspace)) {
    const source = sources.get(file) ?? notGiven(file);
    if (!('text' in source)) {
      issues.push(source.place === undefined ? workspace.locate({ ...source, path }) : unreadableIssue(source));
      continue;
    }
    const flow = checked.get(file) ?? checkFile(source, flowKind);
    if (!checked.has(file)) issues.push(...flow.issues);
    checked.set(file, flow);
    if (flow.facts === undefined) continue;
    const spec = normaliseFlow(flow.facts.file, source.folder);
    flows.set(file, spec);
    const isNamed = !flow.issues.some((issue) => issue.path === 'flow');
    if (isNamed) named.push({ project, path, spec });
  }
  return { flows, issues: [...issues, ...flowsTogether(named).map(workspace.locate)] };
}

function notGiven(file: string): Unreadable {
  return {
    file,
    code: 'NoSuchFile',
    message: `There is no file ${file}.`,
    fix: 'Correct the path, or write the file.',
  };
}
