import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '@atelier/core';
import { describeFailure, Problem } from '@atelier/problem';
import {
  clientEnvironment,
  newWorld,
  type SimulatedAccount,
  startSimulatedAccount,
  type World,
} from '@atelier/simulated-aws';
import type { Assemblies } from './assemblies.ts';
import { changedWorkspace } from './changes/changes.ts';
import type { RehearsalHost } from './companion.ts';
import { giveRights, operatorOf } from './give-rights.ts';
import { hasFailed, type Phase, type PhaseAnswer, type PhaseFailure } from './phase.ts';
import { putDirectory } from './put-directory.ts';
import { putBootstrapRoles, putGiven } from './put-given.ts';
import { stopped } from './stopped.ts';

/** A simulated account, and a process with the real code that knows no other. */
export interface Session {
  readonly simulated: Pick<SimulatedAccount, 'world' | 'calls' | 'enter' | 'failNext' | 'notAnswered'>;
  /**
   * Makes in the account what is there before anybody deploys: the CDK's bootstrap, and the operator's rights.
   *
   * @throws Problem when that fails
   */
  prepare(): Promise<void>;
  /**
   * Hands out in an account the rights that a phase needs, with the ids that are known by then; gives why its workspace cannot
   * be on AWS, or null.
   */
  giveRights(phase: Phase, world: World): Promise<PhaseFailure | null>;
  /**
   * Goes through a phase, whatever the account is like.
   *
   * @throws Problem when the process has ended, or the person interrupts
   */
  play(phase: Phase): Promise<PhaseAnswer>;
  close(): Promise<void>;
}

export interface SessionInputs {
  readonly workspace: Workspace;
  /** The workspace's file, which the process reads anew. */
  readonly file: string;
  readonly assemblies: Assemblies;
}

/** Opens an account in which everything that is called is judged; the process calls as the workspace's operator. */
export async function openSession(
  host: RehearsalHost,
  { workspace, file, assemblies }: SessionInputs,
): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rehearsal-'));
  const first = newWorld({ region: workspace.aws?.region, account: workspace.aws?.account ?? undefined });
  putGiven(first, workspace);
  putDirectory(first, workspace);
  const simulated = await startSimulatedAccount({ world: first, callers: 'judged' });
  const place = { url: simulated.url, region: first.region, folder };
  const process = host.again(
    ['rehearse-phases', '--file', file, '--assemblies', assemblies.folder],
    clientEnvironment(host.env, place),
  );
  const ask = async (part: object, phase: string) => {
    await empty(folder);
    const line = await process.ask(JSON.stringify(part));
    if (host.interrupted.aborted) throw interrupted(phase);
    if (line === null) throw ended(phase, await process.end());
    return JSON.parse(line) as PhaseAnswer;
  };
  return {
    simulated,
    prepare: async () => {
      const { world } = simulated;
      const synthesis = await assemblies.of(null);
      const executionPolicies = await giveRights({ holder: 'deploy', workspace, synthesis, world });
      const answer = await ask({ kind: 'bootstrap', executionPolicies }, 'deploy');
      if (hasFailed(answer)) throw stopped('deploy', answer, simulated.calls);
      putBootstrapRoles(world, workspace);
    },
    giveRights: (phase, world) => rightsGiven(phase, world, assemblies),
    play: (phase) => {
      simulated.signIn(operatorOf(workspace, simulated.world).replace(/^.*\//, ''));
      return ask(phase.work, phase.name);
    },
    close: async () => {
      await process.end();
      await simulated.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function rightsGiven(phase: Phase, world: World, assemblies: Assemblies): Promise<PhaseFailure | null> {
  const { work, rights: holder, rightsOf, about } = phase;
  try {
    if (work.kind === 'deploy') await assemblies.of(work.change);
    const [synthesis, other] = [await assemblies.of(null), await assemblies.of(about)];
    const stacks = [...synthesis.stacks, ...other.stacks];
    const workspace = changedWorkspace(assemblies.workspace, rightsOf);
    if (holder !== null) await giveRights({ holder, workspace, synthesis: { stacks }, world });
    return null;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { problem: describeFailure(error), seconds: 0 };
  }
}

/** Empties the folder of what the CDK remembers of accounts: each phase meets its account as if for the first time. */
async function empty(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
}

const state = 'Nothing outside of this machine was touched.';

function interrupted(phase: string): Problem {
  const message = `The rehearsal was interrupted in ${phase}.`;
  return new Problem({ code: 'Interrupted', message, fix: 'Run it again.', whose: 'yours', state });
}

function ended(phase: string, code: number): Problem {
  return new Problem({
    code: 'RehearsalEnded',
    message: `The process under rehearsal ended in ${phase}, with exit code ${code}.`,
    fix: 'Run it again. If it ends there again, report it with what is said above.',
    whose: 'machine',
    state,
  });
}
