import type { ConfigIssue } from '../../src/config/explaining/issue.ts';
import { parseWorkspace } from '../../src/config/parse-workspace.ts';

const folder = '/team';

/** Issues of the text of a workspace's file; `flows` are the texts of its flow files by path. */
export function problemsIn(text: string, flows: Readonly<Record<string, string>> = {}): readonly ConfigIssue[] {
  const sources = Object.entries(flows).map(([file, flow]) => [file, { file, folder, text: flow }] as const);
  const result = parseWorkspace({ file: `${folder}/atelier.yaml`, folder, text }, new Map(sources));
  return result.ok ? [] : result.problems;
}

/** Issues of the text of a flow file. */
export function problemsInFlow(text: string): readonly ConfigIssue[] {
  const workspace = `
workspace: acme
people: { lead: { role: lead-data-scientist } }
projects: { sales: { members: [lead], flows: [flow.yaml] } }`;
  return problemsIn(workspace, { 'flow.yaml': text });
}
