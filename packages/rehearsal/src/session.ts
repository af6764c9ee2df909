import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Workspace } from '@atelier/core';
import { Problem } from '@atelier/problem';
import {
  clientEnvironment,
  newWorld,
  type SimulatedAccount,
  startSimulatedAccount,
  type World,
} from '@atelier/simulated-aws';
import type { RehearsalHost } from './companion.ts';
import { putExistingNetwork } from './existing-network.ts';
import type { Phase, PhaseAnswer } from './phase.ts';

/** A simulated account, and a process with the real code that knows no other. */
export interface Session {
  readonly simulated: Pick<SimulatedAccount, 'world' | 'calls' | 'enter' | 'failNext'>;
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
  /** Folder that `writeAssemblies` has filled. */
  readonly assemblies: string;
}

export async function openSession(
  host: RehearsalHost,
  { workspace, file, assemblies }: SessionInputs,
): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'atelier-rehearsal-'));
  const world = newWorld({ region: workspace.aws?.region, account: workspace.aws?.account ?? undefined });
  putBoundary(world, workspace);
  if (workspace.network.kind === 'existing') putExistingNetwork(world, workspace.network);
  const simulated = await startSimulatedAccount({ world, role: operatorOf(workspace) });
  const place = { url: simulated.url, region: world.region, folder };
  const process = host.again(
    ['rehearse-phases', '--file', file, '--assemblies', assemblies],
    clientEnvironment(host.env, place),
  );
  return {
    simulated,
    play: async (phase) => {
      await empty(folder);
      const line = await process.ask(phase);
      if (host.interrupted.aborted) throw interrupted(phase);
      if (line === null) throw ended(phase, await process.end());
      return JSON.parse(line) as PhaseAnswer;
    },
    close: async () => {
      await process.end();
      await simulated.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Name of a role that the file lets operate the workspace. */
function operatorOf({ name, aws }: Workspace): string {
  return aws?.operators?.[0]?.split('/').at(-1) ?? `${name}-operator`;
}

/** Whoever hands out the rights has made it before anybody deploys. */
function putBoundary({ resources, partition, account }: World, { aws }: Workspace): void {
  const boundary = aws?.iam.permissionsBoundary ?? null;
  if (boundary === null) return;
  const id = `arn:${partition}:iam::${account}:policy/${boundary}`;
  const loose = { attributes: {}, stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };
  resources.put({ ...loose, type: 'AWS::IAM::ManagedPolicy', id, properties: {} });
}

/** Empties the folder of what the CDK remembers of accounts: each phase meets its account as if for the first time. */
async function empty(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
}

const state = 'Nothing outside of this machine was touched.';

function interrupted(phase: Phase): Problem {
  const message = `The rehearsal was interrupted in ${phase}.`;
  return new Problem({ code: 'Interrupted', message, fix: 'Run it again.', whose: 'yours', state });
}

function ended(phase: Phase, code: number): Problem {
  return new Problem({
    code: 'RehearsalEnded',
    message: `The process under rehearsal ended in ${phase}, with exit code ${code}.`,
    fix: 'Run it again. If it ends there again, report it with what is said above.',
    whose: 'machine',
    state,
  });
}
