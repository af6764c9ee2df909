import type { Attempt } from './attempt.ts';
import type { Walls } from './walls.ts';

/** What holds around one kind of process. */
export interface WallState {
  readonly wall: string;
  readonly state: 'enforced' | 'not enforced' | 'cannot be on this machine';
  readonly held: number;
  readonly tried: number;
  /** One thing to do; of a wall that holds there is none. */
  readonly toDo?: string;
}

/** Walls around a kind of process, by the ways out of it that were tried. */
export function wallStates(attempts: readonly Attempt[]): readonly WallState[] {
  return [...Map.groupBy(attempts, ({ wall }) => wall)].map(([wall, of]) => {
    const held = of.filter(({ verdict }) => verdict === 'held').length;
    return held === of.length
      ? { wall, state: 'enforced', held, tried: of.length }
      : { wall, state: 'not enforced', held, tried: of.length, toDo: toDo[wall] ?? namespaces };
  });
}

/** Walls of a kind that is not started where there are no namespaces. */
export function absentWalls({ missing }: Walls): readonly WallState[] {
  const reason = missing[0]?.reason ?? 'the machine refuses namespaces';
  return Object.keys(toDo).map((wall) => ({
    wall,
    state: 'cannot be on this machine',
    held: 0,
    tried: 0,
    toDo: `${namespaces} Until then no space is opened here: ${reason}.`,
  }));
}

const namespaces =
  'Let accounts make user namespaces: "sysctl kernel.unprivileged_userns_clone=1 user.max_user_namespaces=10000", and in a container the options that allow them.';
const report = 'Open no space here and report the ways out below: the kernel lets through what it should refuse.';

const toDo: Readonly<Record<string, string>> = {
  files: namespaces,
  network: namespaces,
  processes: namespaces,
  'system calls': 'Use a machine of x86-64 or ARM64 whose kernel has filters of system calls (CONFIG_SECCOMP_FILTER).',
  accounts: report,
  limits:
    'Start the workspace without a higher limit of its own: "ulimit -c 0", and as an account that cannot lift limits.',
};
