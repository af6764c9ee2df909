import type { Branch, Exit, Json, JsonObject, MapState, ParallelState, PathScope, State } from '@atelier/core';
import {
  applyPath,
  effectiveInput,
  exitChoice,
  exitPass,
  exitWith,
  failureOf,
  fillTemplate,
  TaskError,
  waitUntilMs,
  withinDataLimit,
} from '@atelier/core';
import { follow, type Position } from './position.ts';
import { recovering } from './recovering.ts';
import { contextOf, type Run } from './run.ts';
import { runTaskState, startAttempt } from './run-task-state.ts';
import { together } from './together.ts';

/**
 * Run the states of a document or branch, from where the journal says they were or else from the first.
 *
 * Resolves to the output of the last. Rejects with the TaskError that ends the branch, or with the signal's reason.
 */
export async function runBranch(
  run: Run,
  branch: Branch,
  prefix: string,
  input: Json,
  signal: AbortSignal,
): Promise<Json> {
  const enter = (name: string, data: Json) => {
    signal.throwIfAborted();
    return follow(undefined, run.record(prefix + name, { kind: 'entered', input: data }));
  };
  let position = run.takeResumed(prefix) ?? enter(branch.StartAt, input);
  for (;;) {
    const exit = position.exited ?? (await runState(run, stateAt(branch, prefix, position), position, signal));
    await run.giveWay();
    if (exit.next === undefined) return exit.output;
    position = enter(exit.next, exit.output);
  }
}

function stateAt(branch: Branch, prefix: string, { path }: Position): State {
  const name = path.slice(prefix.length);
  const state = Object.hasOwn(branch.States, name) ? branch.States[name] : undefined;
  if (state === undefined) throw new Error(`the checked document has no state ${path}`);
  return state;
}

async function runState(run: Run, state: State, entered: Position, signal: AbortSignal): Promise<Exit> {
  const work = async (position: Position) => withinDataLimit(await exitOf(run, state, position, signal));
  const exit = await recovering(run, state, entered, signal, work);
  run.record(entered.path, { kind: 'exited', ...exit });
  return exit;
}

async function exitOf(run: Run, state: State, position: Position, signal: AbortSignal): Promise<Exit> {
  const raw: PathScope = { data: position.input, context: contextOf(run, position) };
  switch (state.Type) {
    case 'Task':
      return exitWith(state, raw, await runTaskState(run, state, position, raw, signal));
    case 'Parallel':
      return exitWith(state, raw, await runParallel(run, state, position, raw, signal));
    case 'Map':
      return exitWith(state, raw, await runMap(run, state, position, raw, signal));
    case 'Wait':
      await run.clock.waitUntil(waitUntilMs(state, raw, position.enteredAtMs), signal);
      return exitWith(state, raw, effectiveInput(state, raw));
    case 'Pass':
      return exitPass(state, raw);
    case 'Choice':
      return exitChoice(state, raw);
    case 'Succeed':
      return exitWith(state, raw, effectiveInput(state, raw));
    case 'Fail':
      throw failureOf(state, raw);
  }
}

async function runParallel(run: Run, state: ParallelState, position: Position, raw: PathScope, signal: AbortSignal) {
  const input = effectiveInput(state, raw);
  startAttempt(run, position, { branches: state.Branches.length });
  return together(state.Branches, state.Branches.length, signal, (branch, index, inner) =>
    runBranch(run, branch, `${position.path}/${index}/`, input, inner),
  );
}

/** How many items Step Functions works on at once when the document sets no limit. */
const usualConcurrency = 40;

async function runMap(run: Run, state: MapState, position: Position, raw: PathScope, signal: AbortSignal) {
  const data = effectiveInput(state, raw);
  const items = applyPath('ItemsPath', state.ItemsPath, { ...raw, data });
  if (!Array.isArray(items)) throw new TaskError('States.Runtime', 'A Map needs a list, and ItemsPath leads to none.');
  startAttempt(run, position, { branches: items.length });
  return together(items, state.MaxConcurrency || usualConcurrency, signal, (item: Json, index, inner) => {
    const context: JsonObject = { ...raw.context, Map: { Item: { Index: index, Value: item } } };
    const input = state.ItemSelector === undefined ? item : fillTemplate(state.ItemSelector, { data, context });
    return runBranch(run, state.ItemProcessor, `${position.path}/${index}/`, input, inner);
  });
}
