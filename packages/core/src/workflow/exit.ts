import { ruleHolds } from './choice-rule.ts';
import { errorMatches } from './error-match.ts';
import type { Json } from './json.ts';
import type { PathScope } from './reference-path.ts';
import { applyPath, type DataFields, effectiveInput, placeResult, stateOutput } from './state-data.ts';
import type { ChoiceState, FailState, PassState, State } from './states-document.ts';
import { TaskError } from './task-error.ts';

/** How a state was left: what it hands on and to which state; nothing follows the last one. */
export interface Exit {
  readonly output: Json;
  readonly next?: string | undefined;
}

type Recoverable = Extract<State, { Type: 'Task' | 'Parallel' | 'Map' }>;

/** Leave a state with the result of its work. */
export function exitWith(
  state: DataFields & { readonly Next?: string | undefined },
  raw: PathScope,
  result: Json,
): Exit {
  return { output: stateOutput(state, raw, result), next: state.Next };
}

export function exitPass(state: PassState, raw: PathScope): Exit {
  return exitWith(state, raw, state.Result === undefined ? effectiveInput(state, raw) : state.Result);
}

/** Leave by the first rule that holds, else by Default. Throws States.NoChoiceMatched when there is neither. */
export function exitChoice(state: ChoiceState, raw: PathScope): Exit {
  const data = effectiveInput(state, raw);
  const next = state.Choices.find((rule) => ruleHolds(rule, { ...raw, data }))?.Next ?? state.Default;
  if (next === undefined) throw new TaskError('States.NoChoiceMatched', 'No rule holds, and there is no Default.');
  return { output: applyPath('OutputPath', state.OutputPath, { ...raw, data }), next };
}

/** The failure that a Fail state stands for. */
export function failureOf(state: FailState, raw: PathScope): TaskError {
  const { Error: error = at('ErrorPath', state.ErrorPath), Cause: cause = at('CausePath', state.CausePath) } = state;
  return new TaskError(error, cause);

  function at(field: string, path: string | undefined): string {
    return path === undefined ? '' : String(applyPath(field, path, raw));
  }
}

/** Leave a failed state by the first catcher that matches; undefined when none does. */
export function exitCaught(
  state: Recoverable,
  raw: PathScope,
  failure: { error: string; cause: string },
): Exit | undefined {
  const catcher = state.Catch?.find(({ ErrorEquals }) => errorMatches(ErrorEquals, failure.error));
  if (catcher === undefined) return undefined;
  const errorOutput = { Error: failure.error, Cause: failure.cause };
  return { output: placeResult(raw.data, catcher.ResultPath, errorOutput), next: catcher.Next };
}

/** The limit of Step Functions for data between states, held everywhere so that a flow that runs here runs there. */
export const longestDataBytes = 262_144;

/** The same exit. Throws States.DataLimitExceeded when it hands on more than Step Functions would. */
export function withinDataLimit(exit: Exit): Exit {
  const bytes = new TextEncoder().encode(JSON.stringify(exit.output)).length;
  if (bytes <= longestDataBytes) return exit;
  const cause = `The state hands on ${bytes} bytes, and ${longestDataBytes} are accepted: hand on a path to a file instead.`;
  throw new TaskError('States.DataLimitExceeded', cause);
}
