import { shardOf, stackNames } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { Problem, type ProblemDetails } from '@atelier/problem';
import { foreignDomains } from '../destroy/destroy-blockers.ts';
import type { Account, DomainFound, StackFound } from '../read/account.ts';
import type { TakenName } from './read-taken.ts';
import { takenNameBlockers } from './taken-name-blockers.ts';

type Said = Omit<ProblemDetails, 'message' | 'state'>;

/** States that a deployment goes on from. One whose first making was rolled back the CDK deletes and makes anew. */
const hopeful = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'IMPORT_COMPLETE',
  'IMPORT_ROLLBACK_COMPLETE',
  'ROLLBACK_COMPLETE',
  'ROLLBACK_FAILED',
  'REVIEW_IN_PROGRESS',
];

const rolledBackFirst = (stack: string): Said => ({
  code: 'StackStuck',
  fix: `Mend what its events name, run aws cloudformation rollback-stack --stack-name ${stack}, then deploy again.`,
  whose: 'machine',
});

/** Codes and remedies for a stack in another state, by that state. */
const hopeless: Readonly<Record<string, (stack: string) => Said>> = {
  DELETE_FAILED: () => ({
    code: 'StackNotDeleted',
    fix: 'Run atelier destroy: it takes the deletion up where it stopped. Then deploy again.',
    whose: 'machine',
  }),
  UPDATE_ROLLBACK_FAILED: (stack) => ({
    code: 'StackStuck',
    fix: `Mend what its events name, run aws cloudformation continue-update-rollback --stack-name ${stack}, then deploy again.`,
    whose: 'machine',
  }),
  // Somebody told CloudFormation not to roll back.
  CREATE_FAILED: rolledBackFirst,
  UPDATE_FAILED: rolledBackFirst,
};

/** The rest of the workspace has nothing to do with it. */
const deletedFirst = (stack: string): Said => ({
  code: 'StackNotDeleted',
  fix: `Mend what its events name, run aws cloudformation delete-stack --stack-name ${stack} until it is gone, then deploy again.`,
  whose: 'machine',
});

const unknownState = (stack: string): Said => ({
  code: 'StackStuck',
  fix: `See aws cloudformation describe-stack-events --stack-name ${stack}, bring it to a state that ends in COMPLETE, then deploy again.`,
  whose: 'machine',
});

/**
 * Everything in the account that a deployment would fail on, found before it begins; empty: nothing is.
 *
 * @param taken of the names that it needs, those that are taken
 */
export function deployBlockers(
  account: Account,
  workspace: Workspace,
  taken: readonly TakenName[],
): readonly Problem[] {
  const busy = account.stacks.filter(isBusy);
  // What a deployment is making belongs to no stack yet: nothing else is certain while it goes on.
  if (busy.length > 0) return busy.map(ofBusyStack);
  const wanted = stacksOf(workspace);
  return [
    // What is no longer in the file is not deployed; people are told that it stays.
    ...account.stacks.filter(({ name }) => wanted.includes(name)).flatMap((stack) => ofStack(stack, workspace)),
    ...ofForeignStacks(account, wanted),
    ...foreignDomains(account),
    ...account.domains.filter(({ isOurs }) => isOurs).flatMap((domain) => ofDomain(domain, account)),
    ...takenNameBlockers(taken, account),
  ];
}

/** A change set that nobody has carried out leaves a stack in review, which a deployment takes over. */
function isBusy({ status }: StackFound): boolean {
  return status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
}

function ofBusyStack(stack: StackFound): Problem {
  const fix = 'Wait until that is over, then deploy again.';
  return problem({ code: 'StackBusy', message: stateOf(stack), fix, whose: 'yours' });
}

function ofStack(stack: StackFound, { name }: Workspace): readonly Problem[] {
  if (hopeful.includes(stack.status)) return [];
  const isBase = [stackNames.network(name), stackNames.foundation(name)].includes(stack.name);
  const isHalfGone = stack.status === 'DELETE_FAILED' && !isBase;
  const said = isHalfGone ? deletedFirst : (hopeless[stack.status] ?? unknownState);
  return [problem({ ...said(stack.name), message: stateOf(stack) })];
}

function stateOf({ name, status, reason }: StackFound): string {
  const why = reason === null ? '' : ` (${reason.trim()})`;
  return `The stack ${name} is in ${status}${why}, in which CloudFormation does not update it.`;
}

/** Names of the stacks that a deployment makes or changes. */
function stacksOf({ name, projects, people }: Workspace): readonly string[] {
  return [
    ...[stackNames.network(name), stackNames.foundation(name), stackNames.spaces(name)],
    ...projects.map((project) => stackNames.project(name, project.name)),
    ...people.map((person) => stackNames.people(name, shardOf(person.name))),
  ];
}

/** CloudFormation would make a stack of that name into ours, and delete what it held before. */
function ofForeignStacks({ foreignStacks, notOurs }: Account, wanted: readonly string[]): readonly Problem[] {
  return foreignStacks
    .filter((stack) => wanted.includes(stack))
    .map((stack) =>
      problem({
        code: 'StackOfAnother',
        message: `The stack ${stack} is there, and ${whyNot(stack, notOurs)}: it is not this workspace's, and would be replaced.`,
        fix: 'Give the workspace or its project another name, or delete that stack if nobody needs it; then deploy again.',
        whose: 'yours',
      }),
    );
}

function whyNot(stack: string, notOurs: Account['notOurs']): string {
  return notOurs.find(({ id }) => id === `stack ${stack}`)?.why ?? 'is of nobody known';
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
