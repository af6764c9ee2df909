import type { Workspace } from '../model/workspace.ts';
import type { RuleFinding } from './explaining/issue.ts';

/** What a file may say and does not do what its author may think: it stops nothing. */
export function notesOn(workspace: Workspace): readonly RuleFinding[] {
  return workspace.aws === null ? [] : silentAmounts(workspace).map(silence);
}

/** Settings of amounts of which AWS would tell nobody, as no address stands where it looks. */
export function silentAmounts({ limits, projects }: Pick<Workspace, 'limits' | 'projects'>): readonly SilentAmount[] {
  const isHeard = projects.some(({ notify }) => notify.length > 0);
  return [
    ...(limits.monthlyUsd === null || isHeard ? [] : [{ path: ['limits', 'monthlyUsd'], usd: limits.monthlyUsd }]),
    ...projects.flatMap(({ name, notify, monthlyUsd }) =>
      monthlyUsd === null || notify.length > 0 ? [] : [{ path: ['projects', name, 'budget'], usd: monthlyUsd }],
    ),
  ];
}

export interface SilentAmount {
  readonly path: readonly string[];
  readonly usd: number;
}

function silence({ path, usd }: SilentAmount): RuleFinding {
  const [section, name] = path;
  const where = section === 'projects' ? `projects.${name}.notify` : 'notify of any project';
  return {
    path,
    code: 'NobodyHears',
    message: `Nobody hears when AWS costs more than ${usd} USD a month: no address stands in ${where}, and no budget is made without one. The estimate alone is held against it.`,
    fix:
      section === 'projects'
        ? 'Write for example `notify: [costs@example.com]` in the project.'
        : 'Write for example `notify: [costs@example.com]` in a project.',
  };
}
