import { Problem } from '@atelier/problem';
import type { AskingHere, DoorAnswer, DoorHere } from './door-here.ts';

/** Problems by which a workspace refuses somebody. */
const refusals: ReadonlySet<string> = new Set(['NotAllowed', 'SqlNeedsWriteRight']);
/** Problems of a workspace that answers nobody. */
const silences: ReadonlySet<string> = new Set(['NotUp', 'SupervisorLost', 'AnswerNotUnderstood']);

/** A load that is being merged keeps other writers waiting. */
const patienceSeconds = 120;

/** Ask at a door, and say how it was answered. @throws Problem of a workspace that answers nobody */
export async function tryDoor(
  door: DoorHere,
  asking: AskingHere,
  project: string,
): Promise<DoorAnswer | { readonly failed: Problem }> {
  const signal = AbortSignal.timeout(patienceSeconds * 1000);
  try {
    return await door.ask(asking, project, signal);
  } catch (error) {
    if (signal.aborted) return { unknown: 'It was not answered in time.' };
    return refusalIn(error);
  }
}

/** A refusal as an answer, another problem as a failure. @throws what is neither */
export function refusalIn(error: unknown): { readonly refused: string } | { readonly failed: Problem } {
  if (!(error instanceof Problem) || silences.has(error.code)) throw error;
  return refusals.has(error.code) ? { refused: error.message } : { failed: error };
}
