import { z } from 'zod';
import { terminalErrors } from './error-match.ts';
import { resultPath } from './path-schema.ts';

/** A slash parts the names of a path; what is not seen could make one name look like another, or break a line. */
export const stateName = z
  .string()
  .regex(/^[^/\p{C}\p{Zl}\p{Zp}]{1,80}$/u, 'is no state name: 1 to 80 characters that are seen, and no slash');

export const seconds = z.int().min(1).max(99_999_999);

const languageErrors = [
  'States.ALL',
  'States.TaskFailed',
  'States.Timeout',
  'States.HeartbeatTimeout',
  'States.ParameterPathFailure',
  'States.ResultPathMatchFailure',
  'States.NoChoiceMatched',
];

const errorNames = z
  .array(z.string().min(1))
  .min(1)
  .superRefine((names, context) => {
    for (const name of names.filter((one) => one.startsWith('States.') && !languageErrors.includes(one))) {
      const why = terminalErrors.some((terminal) => terminal === name) ? 'is never caught' : 'is never raised here';
      context.addIssue({ code: 'custom', message: `"${name}" ${why}; accepted: ${languageErrors.join(', ')}` });
    }
    if (names.includes('States.ALL') && names.length > 1) {
      context.addIssue({ code: 'custom', message: 'States.ALL has to stand alone' });
    }
  });

const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: seconds.optional(),
  MaxAttempts: z.int().min(0).max(99_999_999).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: seconds.max(31_622_400).optional(),
  JitterStrategy: z.literal('NONE').optional(),
});

const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  ResultPath: resultPath.nullable().optional(),
  Next: stateName,
});

/** The fields of states whose failures can be tried again or caught. */
export const recovery = { Retry: allLast(retrier).optional(), Catch: allLast(catcher).optional() };

function allLast<Entry extends z.ZodType<{ readonly ErrorEquals: readonly string[] }>>(entry: Entry) {
  return z.array(entry).refine((entries) => {
    const all = entries.findIndex(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
    return all === -1 || all === entries.length - 1;
  }, 'States.ALL has to be in the last entry: entries after it are never reached');
}
