/** Errors that end the execution whatever the document says. */
export const terminalErrors = ['States.Runtime', 'States.DataLimitExceeded'] as const;

const timeouts = ['States.Timeout', 'States.HeartbeatTimeout'];

/** Whether a list of ErrorEquals names an error, directly or by a wildcard. */
export function errorMatches(names: readonly string[], error: string): boolean {
  if (terminalErrors.some((terminal) => terminal === error)) return false;
  return names.some((name) => {
    if (name === 'States.ALL') return true;
    if (name === 'States.TaskFailed') return !timeouts.includes(error);
    if (name === 'States.Timeout') return timeouts.includes(error);
    return name === error;
  });
}
