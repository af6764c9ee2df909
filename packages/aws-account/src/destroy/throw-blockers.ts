import { Problem } from '@atelier/problem';

/**
 * Stops before the first step when something speaks against it.
 *
 * @throws Problem the one blocker as it is; several as one problem that lists each with its fix
 */
export function throwBlockers(blockers: readonly Problem[]): void {
  const [first, ...more] = blockers;
  if (first === undefined) return;
  if (more.length === 0) throw first;
  const list = blockers.map(({ message, fix }) => `\n  ${message}\n  -> ${fix}`);
  throw new Problem({
    code: blockers.every(({ code }) => code === first.code) ? first.code : 'SeveralObjections',
    message: `${blockers.length} things stand in the way:${list.join('')}`,
    fix: 'Do what stands at each of them, then run it again.',
    whose: blockers.some(({ whose }) => whose === 'yours') ? 'yours' : 'machine',
    state: 'Nothing was changed.',
  });
}
