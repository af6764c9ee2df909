import { filePage } from './file/file-page.ts';
import { allProblems } from './problems/all-problems.ts';
import { problemsPage } from './problems/problems-page.ts';

/** The documents that are written from the code: path from the root of the project to text. */
export function pages(root: string): Readonly<Record<string, string>> {
  return { 'docs/file.md': filePage(), 'docs/problems.md': problemsPage(allProblems(root)) };
}
