import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { readSourceTree } from '../reading/source-tree.ts';
import type { FoundProblem } from './found-problem.ts';
import { typescriptProblems } from './typescript-problems.ts';

/** The simulated account gives AWS's codes, and constructs give none. */
const packages = '!(simulated-aws|constructs)';

/** Every problem and every issue that the project can give, each once for each way to say it. */
export function allProblems(root: string): readonly FoundProblem[] {
  const typescript = typescriptProblems(readSourceTree(root, [`packages/${packages}/src/**/*.ts`]));
  const script = join(import.meta.dirname, 'python_problems.py');
  const python = execFileSync(join(root, '.venv/bin/python'), ['-P', script, join(root, 'python/atelier')]);
  return [...typescript, ...(JSON.parse(python.toString()) as FoundProblem[])];
}
