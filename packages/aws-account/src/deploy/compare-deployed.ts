import { comparisons, type Guardrail, type GuardrailFinding } from '@atelier/aws';
import type { StackTemplate } from '@atelier/cloudformation';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import type { Account } from '../read/account.ts';
import { otherFile } from './other-file.ts';
import { appsInTheWay } from './running-apps.ts';

export interface ToCompare {
  readonly workspace: Workspace;
  readonly account: Account;
  /** Templates that are to be deployed. */
  readonly templates: readonly StackTemplate[];
  readonly deployed: readonly StackTemplate[];
}

export interface Compared {
  /** Everything that a deployment would fail on, or lose. */
  readonly blockers: readonly Problem[];
  /** Findings that a person should know before it begins. */
  readonly warnings: readonly GuardrailFinding[];
}

/** Blockers and warnings of deploying templates over those that are deployed. */
export function compareDeployed({ workspace, account, templates, deployed }: ToCompare): Compared {
  const other = otherFile(account, workspace, deployed);
  // Of another file everything would be said to go or to change.
  if (other !== null) return { blockers: [other], warnings: [] };
  const compared = comparisons(templates, { workspace, deployed, account: account.account });
  const warnings = compared.flatMap(({ findings }) => findings.filter(({ level }) => level === 'warning'));
  const blockers = compared.flatMap(blockersOf);
  // What would be replaced is not changed.
  const apps = blockers.length > 0 ? noApps : appsInTheWay({ account, templates, deployed });
  return { blockers: [...blockers, ...apps.blockers], warnings: [...warnings, ...apps.warnings] };
}

const noApps: Compared = { blockers: [], warnings: [] };

const codes: Readonly<Record<string, string>> = {
  'stateful-replacement': 'WouldBeLost',
  'named-replacement': 'CannotReplace',
  'left-stacks': 'ExportInUse',
};

/** Limit of blockers a guardrail: what is replaced takes with it whatever refers to it, so that the first few say it all. */
const mostSaid = 5;

function blockersOf({ id, findings }: Guardrail): readonly Problem[] {
  const errors = findings.filter(({ level }) => level === 'error');
  const more = errors.length - mostSaid;
  return errors.slice(0, mostSaid).map(({ stack, resource, path, message, fix }, index) => {
    const where = [stack, resource, path].filter((part) => part !== null).join(' ');
    const others = more > 0 && index === mostSaid - 1 ? ` (and ${more} more like it)` : '';
    const said = `${where}: ${message}${others}.`;
    return new Problem({
      code: codes[id] ?? 'WouldBeLost',
      message: said,
      fix,
      whose: 'yours',
      state: 'Nothing was changed.',
    });
  });
}
