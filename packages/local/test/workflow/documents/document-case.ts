import { type Json, type JsonObject, TaskError } from '@atelier/core';
import type { Journal } from '../../../src/workflow/journal.ts';
import type { TaskHandler } from '../../../src/workflow/task-handler.ts';
import { keepAnswer } from '../../../src/workflow/task-token.ts';

/** A document that is no flow, what goes in, what comes out, and what people hear of it. */
export interface DocumentCase {
  readonly what: string;
  readonly document: { readonly StartAt: string; readonly States: JsonObject };
  readonly input: Json;
  /** The output, or the error and cause that it fails with. */
  readonly ends: { readonly output: Json } | { readonly failed: readonly [error: string, cause: string] };
  /** States by their names, with what became of them: `visits/attempts/caught/unfinished`. */
  readonly states: Readonly<Record<string, string>>;
  /** Some of what people hear, in this order: `title: what`. */
  readonly hears: readonly string[];
}

/** A task of the work that `workHandlers` do. */
export function task(verb: string, fields: JsonObject = {}): JsonObject {
  return { Type: 'Task', Resource: `arn:aws:states:::work:${verb}`, ...fields };
}

export function branch(StartAt: string, States: JsonObject): { StartAt: string; States: JsonObject } {
  return { StartAt, States };
}

/** A task that somebody answers. */
export function ask(parameters: JsonObject, fields: JsonObject = {}): JsonObject {
  return task('ask.waitForTaskToken', { Parameters: { 'token.$': '$$.Task.Token', ...parameters }, ...fields });
}

type Work = (parameters: JsonObject, attempt: number) => Json;

const works: Readonly<Record<string, Work>> = {
  echo: (parameters) => parameters,
  add: ({ left, right }) => Number(left) + Number(right),
  /** Fails so many attempts, then gives its value. */
  flaky: ({ failures, value = null, error = 'Work.Busy' }, attempt) => {
    if (attempt <= Number(failures)) throw new TaskError(String(error), `attempt ${attempt}`);
    return value;
  },
  fail: ({ error, cause }) => {
    throw new TaskError(String(error), String(cause));
  },
  /** Fails for what is too large. */
  weigh: ({ grams }) => {
    if (Number(grams) > 1000) throw new TaskError('Work.TooHeavy', `${grams} g`);
    return { grams: grams ?? null, isLight: Number(grams) < 100 };
  },
};

/** Do what the cases ask for; a question is answered with its `answer` by whom it names. */
export function workHandlers(journal: Journal, onCall: (id: string) => void = () => undefined): readonly TaskHandler[] {
  return [
    {
      resource: 'arn:aws:states:::work:ask.waitForTaskToken',
      run: async ({ id, attempt, parameters }) => {
        onCall(`${id}#${attempt}`);
        const { token, answer = null, by = 'owner' } = parameters as JsonObject;
        keepAnswer(journal, String(token), { output: answer }, { by: String(by) });
      },
    },
    {
      resource: 'arn:aws:states:::work:*',
      run: async ({ id, attempt, resource, parameters }) => {
        onCall(`${id}#${attempt}`);
        await new Promise((resolve) => setImmediate(resolve));
        const verb = resource.slice('arn:aws:states:::work:'.length);
        return works[verb]?.(parameters as JsonObject, attempt);
      },
    },
  ];
}
