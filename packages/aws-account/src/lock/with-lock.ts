import { setTimeout } from 'node:timers/promises';
import { lockName } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import { SSMClient } from '@aws-sdk/client-ssm';
import { accountClients } from '../read/account-clients.ts';
import { awsProblem } from '../read/aws-problem.ts';
import { requireOperator } from '../read/require-operator.ts';
import { lockAge, lockGone, lockHeld, lockLeft, notThatLock } from './lock-problems.ts';
import { type LockFound, makeLock, type NewLock, newLock, overwriteLock, readLock, removeLock } from './lock-store.ts';

export interface LockInputs {
  readonly workspace: Workspace;
  readonly doing: 'deploy' | 'destroy';
  /** Id of somebody's lock that is taken over; left out: whose lock is there is waited for. */
  readonly breaks?: string | undefined;
  /** Hears of a lock that is taken over. */
  readonly told: (text: string) => void;
}

export interface HeldLock {
  /** @throws Problem when somebody has taken the lock over */
  confirm(): Promise<void>;
}

/**
 * Does work while nobody else deploys or destroys the workspace in this account and region.
 *
 * The lock is a parameter of SSM: it needs no stack, and AWS makes it for one of several that ask at once. It goes when the
 * work is over, however it ends; a process that is killed leaves it, and the next one hears whose it is and how to take
 * it over.
 *
 * @throws Problem when the caller is no operator, when somebody else holds the lock, and for all that AWS refuses; nothing was changed then
 */
export async function withLock<Result>(inputs: LockInputs, work: (held: HeldLock) => Promise<Result>): Promise<Result> {
  const place = await placeOf(inputs.workspace);
  const mine = newLock(place.owner, inputs.doing);
  await asking('taking the lock of the workspace', take(place, mine, inputs));
  const result = await work({ confirm: () => confirm(place, mine) }).catch(async (error: unknown) => {
    await release(place, mine, error);
    throw error;
  });
  await release(place, mine, null);
  return result;
}

export interface LockPlace {
  readonly client: SSMClient;
  readonly name: string;
  readonly workspace: string;
  readonly account: string;
  readonly region: string;
  readonly owner: string;
}

async function placeOf(workspace: Workspace): Promise<LockPlace> {
  const clients = accountClients(workspace);
  const { region } = clients;
  const { account, arn: owner } = await requireOperator(workspace, clients);
  const client = new SSMClient({ region, maxAttempts: 6 });
  return { client, name: lockName(workspace.name), workspace: workspace.name, account, region, owner };
}

/** AWS asks to wait so long before a parameter that was deleted is made again (SSM's API reference, DeleteParameter). */
const deletedSeconds = 30;
const pauseSeconds = 3;

async function take(place: LockPlace, mine: NewLock, { breaks, told }: LockInputs): Promise<void> {
  const { client, name } = place;
  for (let waited = 0; !(await makeLock(client, name, mine)); waited += pauseSeconds) {
    const found = await readLock(client, name);
    // The answer to a first try may have been lost.
    if (found?.id === mine.id) return;
    if (found !== undefined) return await takeOver(place, mine, found, { breaks, told });
    if (waited > deletedSeconds) throw lockGone(place);
    await setTimeout(pauseSeconds * 1000);
  }
}

async function takeOver(
  place: LockPlace,
  mine: NewLock,
  found: LockFound,
  { breaks, told }: Pick<LockInputs, 'breaks' | 'told'>,
): Promise<void> {
  if (breaks === undefined) throw lockHeld(place, found, Date.now());
  if (breaks !== found.id) throw notThatLock(place, found, breaks);
  told(`Taking over the lock ${found.id} ${lockAge(found, Date.now())}.`);
  if (!(await overwriteLock(place.client, place.name, mine, found))) throw lockGone(place);
}

async function confirm(place: LockPlace, mine: NewLock): Promise<void> {
  const found = await asking('asking whether the lock is still ours', readLock(place.client, place.name));
  if (found?.id !== mine.id) throw lockGone(place);
}

const releases = 3;

/** Removes the lock; one that somebody else has taken over is left to them. */
async function release({ client, name }: LockPlace, mine: NewLock, stopped: unknown): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await readLock(client, name);
      if (found?.id === mine.id) await removeLock(client, name);
      return;
    } catch (error) {
      if (attempt === releases) throw lockLeft(name, mine.id, stopped, error);
    }
  }
}

async function asking<Answer>(doing: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Problem ? error : awsProblem(error, doing, 'Nothing was changed.');
  }
}
