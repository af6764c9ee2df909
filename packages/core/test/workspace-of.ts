import { parseWorkspace } from '../src/config/parse-workspace.ts';
import type { Source } from '../src/config/reading/source.ts';
import type { Workspace } from '../src/model/workspace.ts';

const folder = '/team';

/** The workspace that a text describes; `files` are the texts of the files that it names. */
export function workspaceOf(text: string, files: Readonly<Record<string, string>> = {}): Workspace {
  const sources = Object.entries(files).map(([file, its]): [string, Source] => [file, { file, folder, text: its }]);
  const result = parseWorkspace({ file: 'atelier.yaml', folder, text }, new Map(sources));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.workspace;
}
