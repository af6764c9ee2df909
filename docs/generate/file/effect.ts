/** Effect of an option where a workspace can run; sentences, or null: nothing at all. */
export interface Effect {
  readonly machine: string | null;
  readonly aws: string | null;
}

/** Effects by the path of an option; `*` stands for any one name on the way. */
export type Effects = Readonly<Record<string, Effect>>;

/** An option that AWS alone knows. */
export function onAws(aws: string): Effect {
  return { machine: null, aws };
}

/** An option that this machine alone knows. */
export function onMachine(machine: string): Effect {
  return { machine, aws: null };
}

/** An option that is accepted and does nothing yet, anywhere. */
export const nowhere: Effect = { machine: null, aws: null };

/** An option that is refused by whoever looks at what AWS would get. */
export const refusedOnAws: Effect = onAws('Refused: AWS gets no such thing from Atelier yet.');

/** An option that the estimate of `atelier plan` and `atelier cost` counts with, and nothing else. */
export const inEstimate: Effect = onAws('Counts in the estimate; makes and changes nothing.');
