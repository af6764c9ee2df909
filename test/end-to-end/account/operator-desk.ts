import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProblemDetails } from '@atelier/problem';
import {
  clientEnvironment,
  type SimulatedAccount,
  type SimulationOptions,
  startSimulatedAccount,
  type World,
} from '@atelier/simulated-aws';
import type { Io } from '../../../packages/cli/src/io.ts';
import { run } from '../../../packages/cli/src/run.ts';
import { recordingIo } from '../../../packages/cli/test/recording-io.ts';
import { type Answer, type Running, startCommand } from '../command.ts';

/** A simulated account, and command lines that reach no other. */
export interface OperatorDesk {
  readonly simulated: SimulatedAccount;
  /** A command line in a process of its own. */
  start(args: readonly string[]): Running;
  /** The same to its end. */
  atelier(args: readonly string[]): Promise<Answer>;
  /** The same in this process, which takes less time; `env` is added, and undefined takes a variable away. */
  atelierHere(args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Answer>;
  /** The same, with somebody there who answers a question. */
  atelierAsking(args: readonly string[], ask: Io['ask']): Promise<Answer>;
  /** Writes the workspace file that commands find when they are told of none. */
  write(file: string): void;
  close(): Promise<void>;
}

export async function operatorDesk(options: SimulationOptions = {}): Promise<OperatorDesk> {
  const simulated = await startSimulatedAccount(options);
  simulated.signIn('acme-operator');
  const cwd = mkdtempSync(join(tmpdir(), 'atelier-account-'));
  const place = clientEnvironment(process.env, { url: simulated.url, region: 'eu-central-1', folder: cwd });
  const start = (args: readonly string[]) => startCommand(args, { cwd, env: place });
  return {
    simulated,
    start,
    atelier: (args) => start(args).ended,
    atelierHere: (args, env = {}) => runHere(args, recordingIo(cwd), { ...place, ...env }),
    atelierAsking: (args, ask) => runHere(args, { ...recordingIo(cwd), ask }, place),
    write: (file) => writeFileSync(join(cwd, 'atelier.yaml'), file),
    close: async () => {
      await simulated.close();
      rmSync(cwd, { recursive: true });
    },
  };
}

/** An account to which files were deployed, one after the other. */
export async function deployedAccount(...files: readonly string[]): Promise<OperatorDesk> {
  const account = await operatorDesk();
  for (const file of files) {
    account.write(file);
    const { code, err } = await account.atelierHere(['deploy', ...yes]);
    if (code !== 0) throw new Error(`it was not deployed: ${err}`);
  }
  return account;
}

/** Deploys a file to the account as it is in a world. */
export async function deployInto({ simulated, write, atelierHere }: OperatorDesk, world: World, file: string) {
  simulated.enter(world);
  write(file);
  return await atelierHere(['deploy', ...yes, '--json']);
}

async function runHere(
  args: readonly string[],
  io: ReturnType<typeof recordingIo>,
  env: NodeJS.ProcessEnv,
): Promise<Answer> {
  const before = process.env;
  process.env = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
  try {
    const code = await run(args, io);
    return { code, ...io.said };
  } finally {
    process.env = before;
  }
}

/** The problem by which a command with --json refused. */
export function problemOf({ out, err }: Answer): ProblemDetails {
  const document: { readonly problem?: ProblemDetails } = JSON.parse(out);
  if (document.problem === undefined) throw new Error(`The command refused nothing: ${out}${err}`);
  return document.problem;
}

/** Options of a command that nobody is asked about. */
export const yes: readonly string[] = ['--yes', '--account', '123456789012'];

/** The smallest workspace with a domain, a project and a person. */
export const smallFile = `workspace: acme
aws: { region: eu-central-1 }
people:
  ann: { role: lead-data-scientist }
projects:
  sales: { members: [ann] }
`;
