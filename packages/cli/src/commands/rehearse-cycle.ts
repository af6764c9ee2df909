import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '@atelier/core';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

/** What one phase of a rehearsal came to; each is a line of the results. */
export type PhaseResult =
  | {
      readonly phase: 'deploy' | 'change' | 'redeploy';
      readonly stacks: number;
      readonly changed: readonly string[];
      readonly seconds: number;
    }
  | {
      readonly phase: 'destroy';
      readonly steps: readonly string[];
      readonly leftovers: readonly string[];
      readonly seconds: number;
    };

/** Deploy, add a person, destroy and deploy again, in whichever account the environment leads to. */
export async function rehearseCycle(io: Io, file: string): Promise<ExitCode> {
  const workspace = await readWorkspace(workspaceFile(io, file));
  const tell = (result: PhaseResult) => io.out(`${JSON.stringify(result)}\n`);
  tell(await deployed('deploy', workspace));
  tell(await deployed('change', withOneMore(workspace)));
  tell(await destroyed(workspace));
  tell(await deployed('redeploy', workspace));
  return exitCodes.done;
}

async function deployed(phase: 'deploy' | 'change' | 'redeploy', workspace: Workspace): Promise<PhaseResult> {
  const [{ deploy }, { synthesise }] = await Promise.all([import('@atelier/aws/account'), import('@atelier/aws')]);
  const began = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  try {
    await synthesise(workspace, { folder });
    const { stacks, unchanged } = await deploy({ workspace, folder, concurrency: 8 }, () => undefined);
    const changed = stacks.map(({ stack }) => stack).filter((stack) => !unchanged.includes(stack));
    return { phase, stacks: stacks.length, changed, seconds: secondsSince(began) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything goes, kept or not: what stays would only be in the way of the next phase. */
async function destroyed(workspace: Workspace): Promise<PhaseResult> {
  const { accountClients, destroy, destroyPlan, leftovers, readAccount } = await import('@atelier/aws/account');
  const began = performance.now();
  const all: Workspace = { ...workspace, studio: { ...workspace.studio, homeFolders: 'delete' } };
  const clients = accountClients(workspace.aws?.region ?? '');
  const steps = destroyPlan(await readAccount(all, clients), all, { stores: 'delete' });
  // In the stand-in time passes by asking.
  await destroy(steps, clients, () => undefined, { nowMs: Date.now, sleep: async () => undefined });
  const left = leftovers(await readAccount(all, clients), { stores: 'delete', homeFolders: 'delete' });
  return {
    phase: 'destroy',
    steps: steps.map(({ id }) => id),
    leftovers: left.map(({ sentence }) => sentence),
    seconds: secondsSince(began),
  };
}

/** The workspace with one person more, who is a member of its first project. */
function withOneMore(workspace: Workspace): Workspace {
  const name = 'rehearsed-guest';
  const guest = { name, role: 'viewer', signInName: name, profile: name } as const;
  const [first, ...others] = workspace.projects;
  const projects = first === undefined ? [] : [{ ...first, members: [...first.members, name] }, ...others];
  return { ...workspace, people: [...workspace.people, guest], projects };
}

function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1000;
}
