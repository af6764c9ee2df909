import { Problem } from '@atelier/problem';
import { awsProblem } from '../read/aws-problem.ts';
import type { LockFound } from './lock-store.ts';

const state = 'Nothing was changed.';

/** Where a lock is. */
interface Where {
  readonly workspace: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

export function lockHeld(where: Where, found: LockFound, nowMs: number): Problem {
  const { workspace, name, account, region } = where;
  return new Problem({
    code: 'Locked',
    message: `Somebody else is at work on ${workspace} in ${account}, ${region}: the lock ${found.id} ${lockAge(found, nowMs)}. It is the SSM parameter ${name}.`,
    fix: `Wait until that is over. If that process is gone, give --break-lock ${found.id}.`,
    whose: 'yours',
    state,
  });
}

export function notThatLock({ workspace }: Where, found: LockFound, given: string): Problem {
  return new Problem({
    code: 'AnotherLock',
    message: `--break-lock is "${given}"; the lock of ${workspace} is another by now: ${found.id} ${lockAge(found, Date.now())}.`,
    fix: `Wait until that is over. If that process is gone, give --break-lock ${found.id}.`,
    whose: 'yours',
    state,
  });
}

/** Somebody has taken it over, or AWS no longer has what it had a moment ago. */
export function lockGone({ workspace, name }: Where): Problem {
  return new Problem({
    code: 'LockLost',
    message: `The lock of ${workspace}, the SSM parameter ${name}, was taken over or removed by somebody else meanwhile.`,
    fix: 'Agree with whoever did it, then run it again.',
    whose: 'yours',
    state,
  });
}

/** The work is over, well or not, and its lock is still there. */
export function lockLeft(name: string, id: string, stopped: unknown, error: unknown): Problem {
  const { message, whose } = awsProblem(error, 'removing the lock of the workspace', '');
  const over =
    stopped instanceof Problem
      ? `${stopped.message} ${stopped.state ?? ''}`.trim()
      : 'The work that it was for is over.';
  return new Problem(
    {
      code: 'LockLeft',
      message: `The lock ${id} is left behind, the SSM parameter ${name}. ${message}`,
      fix: `Run aws ssm delete-parameter --name ${name}, or give --break-lock ${id} next time.`,
      whose,
      state: over,
    },
    stopped ?? error,
  );
}

/** Whose a lock is and how old, such as `of arn:aws:iam::1:user/ann, who runs atelier deploy, 14 minutes old`. */
export function lockAge({ owner, doing, sinceMs }: LockFound, nowMs: number): string {
  if (owner === null || sinceMs === null) return '(which says neither whose it is nor how old)';
  return `of ${owner}, who runs atelier ${doing ?? 'something'}, ${ageText(nowMs - sinceMs)} old`;
}

const minuteMs = 60_000;

function ageText(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / minuteMs));
  if (minutes < 120) return minutes === 1 ? '1 minute' : `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
