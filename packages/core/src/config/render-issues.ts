import type { ConfigIssue } from './issue.ts';

const widestPath = 36;

/** Issues as a person reads them: file by file, each with its place, what is wrong and what to do. */
export function renderIssues(issues: readonly ConfigIssue[]): string {
  const files = Map.groupBy(issues, ({ file }) => file);
  return [...files].map(([file, its]) => renderFile(file, its)).join('\n');
}

function renderFile(file: string, issues: readonly ConfigIssue[]): string {
  const count = issues.length === 1 ? '1 problem' : `${issues.length} problems`;
  const placeWidth = Math.max(...issues.map((issue) => placeOf(issue).length));
  const pathWidth = Math.min(widestPath, Math.max(...issues.map(({ path }) => path.length)));
  const blocks = issues.map((issue) => {
    const indent = ' '.repeat(2 + placeWidth + 2 + pathWidth + 2);
    const head = `  ${placeOf(issue).padEnd(placeWidth)}  ${issue.path.padEnd(pathWidth)}`;
    const begin = issue.path.length > pathWidth ? `${head}\n${indent}` : `${head}  `;
    return `${begin}${issue.message}\n${indent}-> ${issue.fix}\n`;
  });
  return `${file} has ${count}.\n\n${blocks.join('')}`;
}

function placeOf({ line, column }: ConfigIssue): string {
  return `${line}:${column}`;
}
