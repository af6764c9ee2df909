import { regionNamed } from '@atelier/aws-regions';
import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import type { NeededName } from '../deploy/needed-names.ts';
import type { TakenName } from '../deploy/read-taken.ts';
import { type Account, holdsNothing } from '../read/account.ts';
import type { AccountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { planTakeBack } from './plan-take-back.ts';
import { readKeptStacks } from './read-kept-stacks.ts';
import type { SetAside, TakeBack } from './take-back.ts';

/**
 * Everything that a deployment of templates would take back into stacks that are not there, but for repositories.
 *
 * @throws Problem for everything that AWS refuses
 */
export async function readTakeBack(
  templates: readonly StackTemplate[],
  account: Account,
  clients: AccountClients,
): Promise<Pick<TakeBack, 'stacks' | 'blockers'>> {
  try {
    const stacks = await readKeptStacks(templates, account, clients);
    const place = {
      ...{ account: account.account, region: account.region },
      partition: regionNamed(account.region)?.partition ?? 'aws',
    };
    const wanted = evaluate(templates, place).flatMap(({ resources }) => resources);
    return planTakeBack({ stacks, wanted, keys: account.keys, place });
  } catch (error) {
    throw awsProblem(error, 'reading what an earlier deployment has kept', 'Nothing was changed.');
  }
}

/** Names that a deployment needs, without those of what it takes back. */
export function notTakenBack(
  needed: readonly NeededName[],
  { stacks }: Pick<TakeBack, 'stacks'>,
): readonly NeededName[] {
  const taken = new Set(
    stacks.flatMap(({ stack, resources }) =>
      resources.map(({ LogicalResourceId, ResourceType }) => `${stack}/${LogicalResourceId} ${ResourceType}`),
    ),
  );
  return needed.filter(({ stack, logicalId, type }) => !taken.has(`${stack}/${logicalId} ${type}`));
}

/** Longest name of a repository (CodeCommit API reference, `RepositoryMetadata`). */
const longestName = 100;

/** Of the taken names, those of the workspace's own repositories that stacks which are not there would make. */
export function repositoriesAside(
  taken: readonly TakenName[],
  needed: readonly NeededName[],
  { stacks }: Account,
): readonly SetAside[] {
  const there = new Set(stacks.filter((stack) => !holdsNothing(stack)).map(({ name }) => name));
  const wanted = needed.filter(({ stack, type }) => type === 'AWS::CodeCommit::Repository' && !there.has(stack));
  return taken.flatMap(({ kind, name, ids, isOurs, isGoing }) => {
    const isMeant = kind === 'repository' && isOurs && !isGoing && wanted.some((each) => each.name === name);
    if (!isMeant) return [];
    const end = `-kept-${(ids.find((id) => id !== name) ?? '').slice(0, 8)}`;
    return [{ name, newName: `${name.slice(0, longestName - end.length)}${end}` }];
  });
}
