import { asJson, longestDataBytes, outline, type StatesDocument } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { type Clock, systemClock } from '../clock.ts';
import { stateNameIn } from './event.ts';
import { findExecution } from './execution.ts';
import type { Journal } from './journal.ts';
import { handlerOf, type TaskHandler } from './task-handler.ts';
import { type Answer, findToken, keepAnswer, type TaskToken } from './task-token.ts';
import { type Answerer, answererText, type WaitingTask } from './waiting-task.ts';

interface AnswerPlace {
  readonly journal: Journal;
  /** Those of the kind of run that is answered. */
  readonly handlers: readonly TaskHandler[];
  readonly clock?: Clock;
}

/**
 * Answer a task that waits, once its handler has said that this one may; the first answer counts.
 *
 * @throws Problem TaskNotWaiting for a token that is wrong, answered, late or of a run that has ended; AnswerNotAllowed;
 * AnswerRefused for one that the States Language does not take
 */
export function answerTask(place: AnswerPlace, token: string, answer: Answer, answerer: Answerer): void {
  const { journal, handlers, clock = systemClock } = place;
  const waiting = waitingTask(journal, findToken(journal, token));
  const handler = handlerOf(handlers, waiting.state.Resource);
  const mayAnswer = handler?.mayAnswer?.(answerer, waiting) ?? answerer.kind === 'owner';
  if (handler === undefined || !mayAnswer) throw notAllowed(answerer, waiting);
  keepAnswer(journal, token, accepted(answer), { by: answererText(answerer), clock });
}

function waitingTask(journal: Journal, { execution: id, path }: TaskToken): WaitingTask {
  const execution = findExecution(journal, id);
  const name = stateNameIn(path);
  // Checked when it was taken into the journal.
  const document = JSON.parse(execution.document) as StatesDocument;
  const state = outline(document).find((outlined) => outlined.name === name)?.state;
  if (state?.Type !== 'Task') throw new Error(`the document of ${id} has no task ${path}`);
  return { execution, name, state, path };
}

/** The answer, when Step Functions would take it too: an answer that is refused ends no run. */
function accepted(answer: Answer): Answer {
  if ('error' in answer) {
    if (answer.error.startsWith('States.') || answer.error === '') {
      throw refused(
        `"${answer.error}" cannot be the name of an error: names that begin with "States." are the language's`,
      );
    }
    return { error: answer.error, cause: answer.cause };
  }
  const output = asJson(answer.output);
  const bytes = new TextEncoder().encode(JSON.stringify(output)).length;
  if (bytes > longestDataBytes) throw refused(`it has ${bytes} bytes, and ${longestDataBytes} are accepted`);
  return { output };
}

function refused(why: string): Problem {
  return new Problem({
    code: 'AnswerRefused',
    message: `The answer cannot be taken: ${why}.`,
    fix: 'Give another answer.',
    whose: 'yours',
    state: 'The task still waits.',
  });
}

function notAllowed(answerer: Answerer, { name, execution }: WaitingTask): Problem {
  const who = answerer.kind === 'owner' ? 'The owner of the workspace' : `"${answerer.person}"`;
  return new Problem({
    code: 'AnswerNotAllowed',
    message: `${who} may not answer the state "${name}" of the ${execution.kind} ${execution.subject}.`,
    fix: 'Ask somebody who may.',
    whose: 'yours',
    state: 'The task still waits.',
  });
}
