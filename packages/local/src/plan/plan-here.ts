import type { Blueprint, Piece } from '@atelier/core';
import { type Counterpart, here } from './counterpart.ts';
import { pieceHere, runTables, trackingServer } from './pieces-here.ts';

/** A plan as this machine has it. */
export interface PlanHere {
  readonly workspace: string;
  readonly pieces: readonly PieceHere[];
  /** Things that are here for no piece. */
  readonly own: readonly OwnThing[];
}

export interface PieceHere extends Pick<Piece, 'id' | 'kind' | 'because' | 'needs'> {
  readonly counterparts: readonly Counterpart[];
  /** Why nothing stands for it; null: something does. */
  readonly none: string | null;
}

export interface OwnThing extends Counterpart {
  readonly because: string;
}

/** Find the counterparts of each piece on this machine, or why it has none, and what the supervisor has for itself. */
export function planHere({ workspace, pieces }: Blueprint): PlanHere {
  const its = pieces.map((piece): PieceHere => {
    const { id, kind, because, needs } = piece;
    const found = pieceHere(piece);
    const [counterparts, none] = 'none' in found ? [[], found.none] : [found.counterparts, null];
    return { id, kind, because, needs, counterparts, none };
  });
  return { workspace, pieces: its, own: [...supervisors, ...(hasProjects(its) ? [] : beforeProjects)] };
}

const supervisors: readonly OwnThing[] = [
  ...own({ processes: ['supervisor'] }, 'It owns all other processes of the workspace.'),
  ...own({ folders: ['logs'] }, 'What each part has written.'),
  ...own({ folders: ['run'] }, 'Its lock, and the sockets of all processes.'),
  ...own({ folders: ['scratch'] }, "Processes' own folders, emptied as they start."),
  ...own({ folders: ['projects'] }, 'The folders of the projects are in it.'),
  ...own({ tables: ['ports'] }, 'The port that the front door had the last time.'),
  ...own(
    { processes: ['front door'], folders: ['gateway'] },
    'Where people and programs come in, and what it keeps of them.',
  ),
  ...own({ folders: ['packages'] }, 'What the index of packages has fetched, and the digests of it.'),
  ...own({ folders: ['audit'] }, 'What was decided, chained.'),
  ...own({ folders: ['receipts'] }, 'What crossed the sockets of spaces, chained, and the key that signs it.'),
  ...own(
    { folders: ['spaces'], tables: ['openSpaces', 'openSharedSpaces', 'accounts'] },
    "Homes of people's own spaces, which spaces are up, and as whom they run.",
  ),
];

const beforeProjects: readonly OwnThing[] = [...trackingServer, ...runTables].map((thing) => ({
  ...thing,
  because: 'It is there before the first project, which can begin at once.',
}));

function own(names: Parameters<typeof here>[0], because: string): readonly OwnThing[] {
  return here(names).map((thing) => ({ ...thing, because }));
}

function hasProjects(pieces: readonly PieceHere[]): boolean {
  return pieces.some(({ kind }) => kind === 'project-jobs');
}
