import type { FlowSpec } from '../model/flow-spec.ts';
import type { NetworkDescription } from '../model/network.ts';
import type { Workspace } from '../model/workspace.ts';
import { readDescription } from './aws/network-description.ts';
import { type CheckedFile, checkFile } from './check-file.ts';
import { type ConfigIssue, type Path, type RuleFinding, sortIssues } from './explaining/issue.ts';
import { flowKind } from './file-kinds.ts';
import { normaliseFlow } from './normalising/normalise-flow.ts';
import { normaliseWorkspace } from './normalising/normalise-workspace.ts';
import { type NamedPath, namedPath } from './reading/named-path.ts';
import { type Source, type Unreadable, unreadableIssue } from './reading/source.ts';
import { flowsTogether, type NamedFlow } from './rules/flows-together.ts';
import type { FlowFile } from './schema/flow-file.ts';
import type { WorkspaceFile } from './schema/workspace-file.ts';

/** A workspace, or everything that has to change before there is one. */
export type WorkspaceResult =
  | {
      readonly ok: true;
      readonly workspace: Workspace;
      /** Settings of its file that do nothing any more. */
      readonly notes: readonly ConfigIssue[];
      /** Gives a finding about the file its place in it. */
      readonly locate: (finding: RuleFinding) => ConfigIssue;
    }
  | { readonly ok: false; readonly problems: readonly ConfigIssue[] };

/** Results of reading each file that is named, by its path as the workspace's file writes it. */
export type FileSources = ReadonlyMap<string, Source | Unreadable>;

/** The files that a workspace's file names, with what was found out about them. */
export interface NamedFiles {
  readonly sources: FileSources;
  readonly flows: ReadFlows;
  /** Data that must not be read, at the places that name it. */
  readonly strays: readonly ConfigIssue[];
}

/** Put a checked file and the files that it names together. */
export function assembleWorkspace(
  checked: CheckedFile<WorkspaceFile>,
  folder: string,
  { sources, flows, strays }: NamedFiles,
): WorkspaceResult {
  const network = checkDescription(checked, sources);
  const problems = sortIssues([...checked.issues, ...flows.issues, ...strays, ...network.issues]);
  if (problems.length > 0 || checked.facts === undefined) return { ok: false, problems };
  const { description } = network;
  const workspace = normaliseWorkspace(checked.facts.file, { folder, flows: flows.flows, description });
  return { ok: true, workspace, notes: checked.notes, locate: checked.locate };
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

/** The flow files that a workspace's file names, read. */
export interface ReadFlows {
  readonly flows: ReadonlyMap<string, FlowSpec>;
  readonly issues: readonly ConfigIssue[];
  readonly data: readonly NamedData[];
}

/** A file of data that a flow names. */
export interface NamedData {
  readonly named: NamedPath;
  /** As the flow file writes it. */
  readonly written: string;
  readonly locate: (refusal: Pick<Unreadable, 'code' | 'message' | 'fix'>) => ConfigIssue;
}

/** Read the flow files that are named, each once. */
export function readFlows(workspace: CheckedFile<WorkspaceFile>, sources: FileSources): ReadFlows {
  const checked = new Map<string, CheckedFile<FlowFile>>();
  const flows = new Map<string, FlowSpec>();
  const named: NamedFlow[] = [];
  const data: NamedData[] = [];
  const issues: ConfigIssue[] = [];
  for (const { project, path, file } of flowMentions(workspace)) {
    const source = flowSource(sources.get(file) ?? notGiven(file));
    if (!('text' in source)) {
      issues.push(source.place === undefined ? workspace.locate({ ...source, path }) : unreadableIssue(source));
      continue;
    }
    const flow = checked.get(file) ?? checkFile(source, flowKind);
    if (!checked.has(file)) {
      issues.push(...flow.issues);
      data.push(...dataOf(flow, source.folder));
    }
    checked.set(file, flow);
    if (flow.facts === undefined) continue;
    const spec = normaliseFlow(flow.facts.file, source.folder);
    flows.set(file, spec);
    const isNamed = !flow.issues.some((issue) => issue.path === 'flow');
    if (isNamed) named.push({ project, path, spec });
  }
  return { flows, issues: [...issues, ...flowsTogether(named).map(workspace.locate)], data };
}

/** A file that is no flow may be anybody's: it is refused as a whole, and nothing of it is repeated. */
function flowSource(source: Source | Unreadable): Source | Unreadable {
  const isFlow =
    !('text' in source) || source.text.trim() === '' || /\b(flow|inputs|forecast)["']?\s*:/.test(source.text);
  if (isFlow) return source;
  return {
    file: source.file,
    place: { line: 1, column: 1 },
    code: 'NotAFlow',
    message: `${source.file} has none of the settings of a flow: flow, inputs and forecast.`,
    fix: 'Name a flow file, or begin this one with `flow: NAME`.',
  };
}

/** The data that a flow's file names, where it was understood. */
function dataOf({ facts, locate }: CheckedFile<FlowFile>, folder: string): readonly NamedData[] {
  return Object.entries(facts?.file.inputs ?? {}).flatMap(([input, section]) => {
    const path = ['inputs', input, 'file'];
    if (section === undefined || facts?.isGiven(path) !== true) return [];
    const { file: written } = section;
    return [{ named: namedPath(folder, written), written, locate: (refusal) => locate({ ...refusal, path }) }];
  });
}

function notGiven(file: string): Unreadable {
  return {
    file,
    code: 'NoSuchFile',
    message: `There is no file ${file}.`,
    fix: 'Correct the path, or write the file.',
  };
}
