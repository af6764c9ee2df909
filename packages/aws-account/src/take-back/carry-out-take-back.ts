import { CodeCommitClient, UpdateRepositoryNameCommand } from '@aws-sdk/client-codecommit';
import { realTime } from '../destroy/waiting.ts';
import { look } from '../read/look.ts';
import { deployedAs, deployingClient } from './deploying-clients.ts';
import { importStack } from './import-stack.ts';
import type { AccountPlace } from './literal-properties.ts';
import type { StackTakeBack, TakeBack } from './take-back.ts';

export interface TakeBackInputs {
  readonly takeBack: TakeBack;
  /** Cloud assembly of the stacks. */
  readonly folder: string;
  readonly place: AccountPlace;
  /** Name of the stack whose key the others' stores are encrypted by. */
  readonly first: string;
  readonly interrupted?: AbortSignal | undefined;
}

/**
 * Sets repositories aside, and makes stacks of everything else that an earlier deployment has kept; what each holds in the
 * end an ordinary deployment brings. Once the person interrupts, nothing more is begun.
 */
export async function carryOutTakeBack(inputs: TakeBackInputs, begun: (stack: string) => void): Promise<void> {
  const { takeBack, place, first, interrupted } = inputs;
  // First of all: a stack that is there again is not asked about its repository any more.
  const code = new CodeCommitClient({ region: place.region, maxAttempts: 6 });
  for (const { name: oldName, newName } of takeBack.setAside) {
    // One that is not there under its name any more has been renamed, by a call whose answer was lost.
    if (!interrupted?.aborted) await look(code.send(new UpdateRepositoryNameCommand({ oldName, newName })));
  }
  const one = async (stack: StackTakeBack) => {
    if (interrupted?.aborted) return;
    begun(stack.stack);
    await importOne(stack, inputs);
  };
  // A key first: a workspace goes on from an earlier one by its first stack.
  for (const stack of takeBack.stacks.filter((each) => each.stack === first)) await one(stack);
  for (const stack of takeBack.stacks.filter((each) => each.stack !== first)) await one(stack);
}

async function importOne(takeBack: StackTakeBack, { folder, place }: TakeBackInputs): Promise<void> {
  const as = await deployedAs(folder, takeBack.stack, place);
  await importStack({ takeBack, as, waiting: realTime }, await deployingClient(as, place));
}
