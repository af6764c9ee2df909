import { Problem } from '@atelier/core';

/** A failure in words: what happened, one fix, and what things are like now. */
export function problemText(error: unknown): string {
  if (error instanceof Problem) {
    const state = error.state === undefined ? '' : `${error.state}\n`;
    return `${error.message}\n-> ${error.fix}\n${state}`;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug of Atelier. Please report it with what you did.\n${details}\n`;
}
