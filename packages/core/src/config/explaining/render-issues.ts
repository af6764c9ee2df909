import { oneLine } from '@atelier/problem';
import type { ConfigIssue } from './issue.ts';
import { count } from './show.ts';

const widestPath = 36;
/** The number of issues that one person mends before looking again. */
const mostShown = 100;

/**
 * Issues as a person reads them: the first hundred of each file, with place, what is wrong and what to do.
 *
 * What the files say stays on its line, whatever characters it has.
 */
export function renderIssues(issues: readonly ConfigIssue[]): string {
  return renderAs('problem', issues);
}

/** Notes in the same way, none as nothing. */
export function renderNotes(notes: readonly ConfigIssue[]): string {
  return renderAs('note', notes);
}

type What = 'problem' | 'note';

function renderAs(what: What, issues: readonly ConfigIssue[]): string {
  const files = Map.groupBy(issues, ({ file }) => file);
  return [...files].map(([file, its]) => renderFile(what, file, its)).join('\n');
}

function renderFile(what: What, file: string, issues: readonly ConfigIssue[]): string {
  const shown = issues.slice(0, mostShown).map(inLine);
  const placeWidth = Math.max(...shown.map((issue) => placeOf(issue).length));
  const pathWidth = Math.min(widestPath, Math.max(...shown.map(({ path }) => path.length)));
  const blocks = shown.map((issue) => {
    const indent = ' '.repeat(2 + placeWidth + 2 + pathWidth + 2);
    const head = `  ${placeOf(issue).padEnd(placeWidth)}  ${issue.path.padEnd(pathWidth)}`;
    const begin = issue.path.length > pathWidth ? `${head}\n${indent}` : `${head}  `;
    return `${begin}${issue.message}\n${indent}-> ${issue.fix}\n`;
  });
  const left = issues.length - shown.length;
  const rest = left === 0 ? '' : `\n  and ${count(left)} more; mend these first.\n`;
  return `${oneLine(file)} has ${count(issues.length)} ${what}${issues.length === 1 ? '' : 's'}.\n\n${blocks.join('')}${rest}`;
}

function inLine(issue: ConfigIssue): ConfigIssue {
  const { path, message, fix } = issue;
  return { ...issue, path: oneLine(path), message: oneLine(message), fix: oneLine(fix) };
}

function placeOf({ line, column }: ConfigIssue): string {
  return `${line}:${column}`;
}
