import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Something that a sandbox keeps apart. */
export type WallName = 'files' | 'network' | 'processes' | 'system calls';

/** A wall that this machine does not let us make, or only in part. */
export interface MissingWall {
  readonly wall: WallName;
  readonly reason: string;
}

/** The walls that this machine lets us make around every engine. */
export interface Walls {
  /** Whether each process gets namespaces of its own. */
  readonly namespaces: boolean;
  readonly missing: readonly MissingWall[];
}

/** The walls that a process finds itself behind, as it says. */
interface SeenWalls {
  readonly landlock: number;
  readonly filter: boolean;
}

/** Runs the probe behind the walls of one kind; resolves to what it printed. */
export type WallProbe = (kind: 'namespaces' | 'process') => Promise<string>;

/**
 * Find out, by making them once, which walls this machine enforces.
 *
 * Containers often refuse namespaces; the walls of the process itself are tried then.
 */
export async function findWalls(probe: WallProbe): Promise<Walls> {
  let refusal: string;
  try {
    return { namespaces: true, missing: missingFilter(await seenFrom(probe, 'namespaces')) };
  } catch (error) {
    refusal = lastLine((error as { stderr?: string }).stderr ?? String(error));
  }
  const seen = await seenFrom(probe, 'process');
  const reason = `the machine refuses namespaces (${refusal})`;
  const missing: MissingWall[] = [
    seen.landlock === 0
      ? { wall: 'files', reason: 'the kernel has no landlock' }
      : { wall: 'files', reason: `${reason}: loads on Spark read the machine's lists of keys and timers` },
    {
      wall: 'network',
      reason: `${reason}: steps of a flow reach this account's unix sockets, loads on Spark anything`,
    },
    { wall: 'processes', reason: `${reason}: loads on Spark see names and arguments of this account's processes` },
  ];
  return { namespaces: false, missing: [...missing, ...missingFilter(seen)] };
}

async function seenFrom(probe: WallProbe, kind: 'namespaces' | 'process'): Promise<SeenWalls> {
  return JSON.parse(await probe(kind)) as SeenWalls;
}

function missingFilter({ filter }: SeenWalls): readonly MissingWall[] {
  return filter
    ? []
    : [{ wall: 'system calls', reason: 'their numbers on this kind of processor are not known to us' }];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

/** Run a program to its end and resolve to what it printed; rejects when it fails or takes too long. */
export async function printedBy(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const withinMillis = 60_000;
  const { stdout } = await promisify(execFile)(file, [...args], { env, timeout: withinMillis });
  return stdout;
}
