import * as z from 'zod';
import type { Frozen } from './schema-of.ts';

const failed = z.object({ state: z.literal('failed'), reason: z.string() });

const service = z.object({
  name: z.string(),
  state: z.enum(['ready', 'restarting', 'stopped']),
  pid: z.int(),
  restarts: z.int(),
});

const endpoint = z.object({
  project: z.string(),
  endpoint: z.string(),
  model: z.string(),
  version: z.int(),
  /** Of the forecaster that was trained; null: deployed before digests were kept. */
  digest: z.string().nullable(),
  /** Where it answers, as a SageMaker container does, to this account of the machine. */
  socket: z.string(),
  service: z.union([service, failed]),
});

const starting = z.object({ name: z.string(), state: z.literal('starting') });

const space = z.object({
  /** Null: it is the shared one of all members. */
  person: z.string().nullable(),
  project: z.string(),
  service: z.union([service, failed.extend({ name: z.string() }), starting]),
  /** What it takes; null while it is not up, or was not looked at yet. */
  use: z.object({ memoryBytes: z.int(), processes: z.int(), diskBytes: z.int().nullable() }).nullable(),
});

const spaceLimits = z.object({
  memoryBytes: z.int(),
  processes: z.int(),
  /** Null: as much as there is. */
  diskBytes: z.int().nullable(),
  /** What holds a space to memory and processes as a whole: the kernel, or limits of each process and a watch over the sum. */
  by: z.enum(['cgroup v2', 'each process']),
  /** Why it is not by groups of processes; null: it is. */
  lacks: z.string().nullable(),
});

const run = z.object({
  project: z.string(),
  flow: z.string(),
  execution: z.string(),
  state: z.enum(['running', 'interrupted', 'succeeded', 'failed', 'aborted']),
});

const door = z.object({
  url: z.string(),
  tokenFile: z.string(),
  headerFile: z.string(),
  /** The identity provider at which people sign in; absent: they are invited. */
  provider: z.string().optional(),
  /** What is shown to whoever comes by TLS; `refused`: why what its files hold now is not, or null. */
  certificate: z.object({ endsAtMs: z.int(), refused: z.string().nullable() }).optional(),
});

const schema = z.object({
  workspace: z.string(),
  /** Of the supervisor. */
  pid: z.int(),
  services: z.array(z.union([service, failed.extend({ name: z.string() })])),
  projects: z.array(z.string()),
  endpoints: z.array(endpoint),
  /** Spaces that are to be up. */
  spaces: z.array(space),
  /** What each of them may take as a whole. */
  spaceLimits,
  /** The last run of each flow that has been run. */
  runs: z.array(run),
  /** Where stock clients reach tracking and endpoints; absent while nothing is open. */
  door: door.optional(),
  /** Walls that are missing on this machine: things that it does not keep apart, each with the reason. */
  missingWalls: z.array(
    z.object({ wall: z.enum(['files', 'network', 'processes', 'system calls']), reason: z.string() }),
  ),
});

/** Status of a workspace on this machine: all that it is doing, as far as whoever asks may see it. */
export type WorkspaceStatus = Frozen<z.output<typeof schema>>;

export const workspaceStatus: z.ZodType<WorkspaceStatus> = schema;

/** Status of one space. */
export const spaceStatus: z.ZodType<Frozen<z.output<typeof space>>> = space;
