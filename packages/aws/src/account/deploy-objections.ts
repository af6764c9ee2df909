import { Problem, type ProblemDetails } from '@atelier/core';
import type { Account, DomainFound, StackFound } from './account.ts';
import { foreignDomains } from './destroy-objections.ts';

type Said = Omit<ProblemDetails, 'message' | 'state'>;

const removeStack =
  'Run aws cloudformation delete-stack for it, or atelier destroy for the whole workspace, then deploy again.';

/** States of a stack that no deployment gets past. */
const hopeless: Readonly<Record<string, Said>> = {
  ROLLBACK_COMPLETE: { code: 'StackRolledBack', fix: removeStack, whose: 'machine' },
  ROLLBACK_FAILED: { code: 'StackRolledBack', fix: removeStack, whose: 'machine' },
  DELETE_FAILED: { code: 'StackNotDeleted', fix: removeStack, whose: 'machine' },
  UPDATE_ROLLBACK_FAILED: {
    code: 'StackStuck',
    fix: 'Run aws cloudformation continue-update-rollback for it, or atelier destroy for the whole workspace.',
    whose: 'machine',
  },
};

/** Everything in the account that a deployment would fail on, found before it begins; empty: nothing is. */
export function deployObjections(account: Account): readonly Problem[] {
  return [
    ...account.stacks.flatMap(ofStack),
    ...foreignDomains(account),
    ...account.domains.filter(({ isOurs }) => isOurs).flatMap((domain) => ofDomain(domain, account)),
  ];
}

function ofStack({ name, status, reason }: StackFound): readonly Problem[] {
  const why = reason === null ? '' : ` (${reason.trim()})`;
  const message = `The stack ${name} is in ${status}${why}, in which CloudFormation does not update it.`;
  const said = hopeless[status];
  if (said !== undefined) return [problem({ ...said, message })];
  // A change set that nobody has carried out leaves a stack in review, which a deployment takes over.
  if (!status.endsWith('_IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS') return [];
  return [problem({ code: 'StackBusy', message, fix: 'Wait until that is over, then deploy again.', whose: 'yours' })];
}

function ofDomain({ id, status, reason }: DomainFound, { stacks, workspace }: Account): readonly Problem[] {
  if (/^Delet/.test(status)) {
    const message = `The Studio domain ${id} is half deleted: it is in ${status}${reason === null ? '' : ` (${reason})`}.`;
    const fix = 'Run atelier destroy: it takes the deletion up where it stopped. Then deploy again.';
    return [problem({ code: 'DomainHalfDeleted', message, fix, whose: 'machine' })];
  }
  if (stacks.some(({ resources }) => resources.some((resource) => resource.id === id))) return [];
  const message = `The Studio domain ${id} of an earlier ${workspace} was kept, and belongs to no stack; its name is taken.`;
  const fix = 'Run atelier destroy, which removes it, then deploy again.';
  return [problem({ code: 'DomainKept', message, fix, whose: 'yours' })];
}

function problem(details: Omit<ProblemDetails, 'state'>): Problem {
  return new Problem({ ...details, state: 'Nothing was changed.' });
}
