import { type Branch, type OutlinedState, outline, type State, type StateReport } from '@atelier/core';
import { oneLine } from '@atelier/problem';
import { handlerOf, type TaskHandler } from './task-handler.ts';

/** A state that does, waits for or decides something, as people see it. */
export interface TitledState extends OutlinedState {
  readonly state: Extract<State, { Type: StateReport['type'] }>;
  readonly title: string;
  /** Place among these states, from 1. */
  readonly index: number;
}

/** The states of a checked document that people see, in the order in which a run comes to them. */
export function titledStates(document: Branch, handlers: readonly TaskHandler[]): readonly TitledState[] {
  return outline(document)
    .filter(isSeen)
    .map((outlined, at) => ({ ...outlined, title: titleOf(outlined, handlers), index: at + 1 }));
}

/** Pass, Succeed and Fail take no time and leave nothing to see. */
function isSeen(outlined: OutlinedState): outlined is OutlinedState & Pick<TitledState, 'state'> {
  return !['Pass', 'Succeed', 'Fail'].includes(outlined.state.Type);
}

function titleOf({ name, state }: OutlinedState, handlers: readonly TaskHandler[]): string {
  const title = state.Type === 'Task' ? handlerOf(handlers, state.Resource)?.title?.(state) : undefined;
  return oneLine(title ?? name);
}
