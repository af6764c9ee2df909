import { Problem, shellWord } from '@atelier/problem';

/** A place of the audit log that is not what it has to be; a problem stays as it is. */
export function auditUnusable(path: string, reason: unknown): Problem {
  if (reason instanceof Problem) return reason;
  const why = reason instanceof Error ? reason.message : String(reason);
  return new Problem(
    {
      code: 'AuditUnusable',
      message: `${path} cannot hold the audit log: ${why}. Accepted is a folder of your account with plain files of one name each.`,
      fix: `See what it is (ls -la ${shellWord(path)}), move it away, then run the command again.`,
      whose: 'machine',
      state: 'Nothing was changed.',
    },
    reason,
  );
}
