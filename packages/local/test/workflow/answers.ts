import { asJson } from '@atelier/core';
import type { Journal } from '../../src/workflow/journal.ts';
import { keepAnswer } from '../../src/workflow/task-token.ts';

/** Let a waiting task succeed. */
export function succeed(journal: Journal, token: string, output: unknown): void {
  keepAnswer(journal, token, { output: asJson(output) }, { by: 'owner' });
}

/** Let a waiting task fail. */
export function fail(
  journal: Journal,
  token: string,
  failure: { readonly error: string; readonly cause: string },
): void {
  keepAnswer(journal, token, failure, { by: 'owner' });
}
