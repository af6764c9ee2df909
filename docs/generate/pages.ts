import { join } from 'node:path';
import { diagram, synthesise } from '../../packages/aws/src/index.ts';
import { loadWorkspace } from '../../packages/core/src/index.ts';
import { filePage } from './file/file-page.ts';
import { allProblems } from './problems/all-problems.ts';
import { problemsPage } from './problems/problems-page.ts';

/** The files that are written from the code: path from the root of the project to text. */
export async function pages(root: string): Promise<Readonly<Record<string, string>>> {
  return {
    'docs/file.md': filePage(),
    'docs/problems.md': problemsPage(allProblems(root)),
    'docs/images/acme.svg': await picture(join(root, 'examples/acme/atelier.yaml')),
  };
}

/** The picture that `atelier diagram` draws of a file. */
async function picture(file: string): Promise<string> {
  const loaded = await loadWorkspace(file);
  if (!loaded.ok) throw new Error(`${file} has mistakes`);
  return diagram(await synthesise(loaded.workspace));
}
