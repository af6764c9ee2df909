import type { Path, RuleFinding } from './issue.ts';

interface RetiredSetting {
  readonly pattern: readonly string[];
  readonly because: string;
  readonly fix: string;
}

/** Settings that files may have had. */
const retired: readonly RetiredSetting[] = [
  {
    pattern: ['projects', '*', 'notebooks'],
    because: 'no folder was ever copied',
    fix: 'Remove "notebooks", and commit the notebooks to the repository of the project: spaces on AWS clone it as they start.',
  },
];

/** Whether a finding is about a setting that files may have had, which does nothing any more. */
export function isRetired({ code }: RuleFinding): boolean {
  return code === 'RetiredSetting';
}

/** Why a setting is none any more, and what to do; undefined: it never was one. */
export function retiredSetting(path: Path): Omit<RetiredSetting, 'pattern'> | undefined {
  return retired.find(
    ({ pattern }) => pattern.length === path.length && pattern.every((part, at) => part === '*' || part === path[at]),
  );
}
