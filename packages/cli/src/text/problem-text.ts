import { oneLine, Problem } from '@atelier/problem';
import { WorkspaceRefused } from '../workspace-file.ts';
import { withMargin } from './with-margin.ts';

/** A failure in words: what happened, one fix, and what things are like now. */
export function problemText(error: unknown): string {
  if (error instanceof Problem) {
    const state = error.state === undefined ? '' : `${oneLine(error.state)}\n`;
    const message = error instanceof WorkspaceRefused ? error.issuesText : withMargin(error.message);
    return `${message}\n-> ${oneLine(error.fix)}\n${state}`;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug of Atelier. Please report it with what you did.\n${withMargin(details)}\n`;
}
