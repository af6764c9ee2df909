import { fileURLToPath } from 'node:url';
import { loadWorkspace, parseWorkspace, type WorkspaceResult } from '@atelier/core';
import type { AwsWorkspace } from '../src/stacks/ground.ts';

/** A workspace of the examples folder, such as `acme`. */
export async function example(name: string): Promise<AwsWorkspace> {
  return await exampleFile(`${name}/atelier.yaml`);
}

/** A workspace from a file of the examples folder, such as `published/migration.yaml`. */
export async function exampleFile(path: string): Promise<AwsWorkspace> {
  return found(await loadWorkspace(fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url))));
}

/** A flow that files in tests may name as `weekly.yaml`. */
const weekly = 'flow: weekly\ninputs: { sales: { file: s.csv } }\nforecast: { horizon: 5 }';
export const flowSources = new Map([['weekly.yaml', { file: 'weekly.yaml', folder: '/', text: weekly }]]);

/** A workspace from the text of its file. */
export function written(text: string): AwsWorkspace {
  return found(parseWorkspace({ file: 'atelier.yaml', folder: '/', text }, flowSources));
}

function found(result: WorkspaceResult): AwsWorkspace {
  if (!result.ok) throw new Error(result.problems.map(({ message, fix }) => `${message} ${fix}`).join('\n'));
  const { aws } = result.workspace;
  if (aws === null) throw new Error('The workspace has no aws section.');
  return { ...result.workspace, aws };
}
