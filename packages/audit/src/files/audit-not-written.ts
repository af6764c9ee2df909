import { Problem } from '@atelier/problem';

/** Why nothing is decided any more: what was decided could not be written down. */
export function auditNotWritten(path: string, cause: unknown): Problem {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Problem(
    {
      code: 'AuditNotWritten',
      message: `The decision could not be written to ${path}: ${why}. Nothing is done that is not written down.`,
      fix: 'Mend that (df -h shows whether a disk is full), then run "atelier down" and "atelier up".',
      whose: 'machine',
      state: 'What was asked for was not done, and nothing else will be until then.',
    },
    cause,
  );
}
