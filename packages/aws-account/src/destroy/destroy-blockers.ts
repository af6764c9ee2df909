import { idTag, workspaceTag } from '@atelier/aws';
import { Problem } from '@atelier/problem';
import type { Account, FileSystemFound } from '../read/account.ts';
import type { DestroyGround } from './destroy-ground.ts';

const state = 'Nothing was changed.';

/** A stack that goes already, and one of which nothing is there but a plan that nobody carried out. */
const passing = ['DELETE_IN_PROGRESS', 'REVIEW_IN_PROGRESS'];

/** Everything that speaks against a teardown, found before its first step; empty: nothing does. */
export function destroyBlockers(account: DestroyGround): readonly Problem[] {
  return [
    ...account.stacks.flatMap((stack) => [...stackBlockers(stack, account)]),
    ...foreignDomains(account),
    ...account.fileSystems.flatMap((system) => foreignUsers(system, account)),
    // While a stack is made, what it has just made is in none of them yet.
    ...(account.stacks.some(isBusy) ? [] : inNetwork(account)),
  ];
}

function* stackBlockers(stack: Account['stacks'][number], { stacks }: Account): Generator<Problem> {
  const { name, status, isProtected, importedBy } = stack;
  if (isProtected)
    yield refusal(
      'StackProtected',
      `The stack ${name} is protected against deletion.`,
      `Run aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${name}.`,
    );
  if (isBusy(stack))
    yield refusal(
      'StackBusy',
      `The stack ${name} is in ${status}: somebody is changing it at this moment.`,
      'Wait until that is over, then run it again.',
    );
  const others = importedBy.filter((importer) => !stacks.some((one) => one.name === importer));
  if (others.length > 0)
    yield refusal(
      'StackInUse',
      `The stack ${name} exports values that ${others.join(', ')} uses, which is not of this workspace.`,
      `Remove what uses them from ${others.join(', ')} first.`,
    );
}

function isBusy({ status }: Account['stacks'][number]): boolean {
  return status.endsWith('_IN_PROGRESS') && !passing.includes(status);
}

/** Domains of somebody else that have the workspace's name or stand in its network. */
export function foreignDomains({ domains, workspace, vpc, id: stackId }: Account): readonly Problem[] {
  return domains
    .filter(({ isOurs }) => !isOurs)
    .filter((domain) => domain.vpc === vpc || domain.name === workspace)
    .map(({ id, name, ...domain }) =>
      refusal(
        'DomainOfAnother',
        `The Studio domain ${id} (${name}) ${domain.vpc === vpc ? 'stands in the network of this workspace' : 'has its name'}, and neither a stack nor a tag says that it belongs to it.`,
        `Delete the domain if nobody needs it, or tag it ${workspaceTag}=${workspace} and ${idTag}=${stackId ?? `the id that ${workspace}'s other things carry`} if it is this workspace's.`,
      ),
    );
}

function foreignUsers(system: FileSystemFound, { nfsGroups, domains }: Account): readonly Problem[] {
  const ours = nfsGroups.filter(({ domain }) => domain === system.domain).map(({ id }) => id);
  const targets = system.mountTargets.filter(({ securityGroups }) => !securityGroups.every((id) => ours.includes(id)));
  const points = system.accessPoints.filter(({ isOfDomain }) => !isOfDomain);
  const others = domains.filter(({ id, fileSystem }) => fileSystem === system.id && id !== system.domain);
  const users = [
    ...targets.map(({ id }) => `the mount target ${id}`),
    ...points.map(({ id, name }) => `the access point ${name ?? id}`),
    ...others.map(({ id }) => `the Studio domain ${id}`),
  ];
  if (users.length === 0) return [];
  const message = `The home folders' file system ${system.id} is used by somebody else: ${users.join(', ')}.`;
  return [refusal('FileSystemInUse', message, 'Remove those, or move what they use to a file system of its own.')];
}

function inNetwork({ strangers, vpc }: DestroyGround): readonly Problem[] {
  if (strangers.length === 0) return [];
  const where = vpc === null ? 'With a security group' : `In the network ${vpc}`;
  const names = strangers
    .map(({ kind, id, name }) => `the ${kind} ${id}${name === null ? '' : ` (${name})`}`)
    .join(', ');
  const message = `${where} of this workspace stands what it has not made, and what its teardown would stop at: ${names}.`;
  return [refusal('NetworkInUse', message, 'Have each removed or moved by whoever it belongs to, then run it again.')];
}

function refusal(code: string, message: string, fix: string): Problem {
  return new Problem({ code, message, fix, whose: 'yours', state });
}
