import type { Piece, PieceOf, Project } from '@atelier/core';
import { type Here, here } from './counterpart.ts';

type PiecesHere = { readonly [Kind in Piece['kind']]: (piece: PieceOf<Kind>) => Here };

/** One server for all projects; each has a workspace of MLflow in it, for its experiments and its registry. */
export const trackingServer = here({ processes: ['tracking'], folders: ['tracking'] });

/** The memory of flows, endpoints and their runs, for all projects. */
export const runTables = here({ tables: ['executions', 'events', 'tokens', 'deployments'] });

const nothing = (none: string) => () => ({ none });
const noBill = nothing('This machine sends no bill, so there is nothing to watch.');

/** The counterparts of each kind of piece on this machine. */
const piecesHere: PiecesHere = {
  key: nothing('What is stored lies on the disk as it is; whoever wants it encrypted encrypts the disk.'),
  'access-logs': nothing(
    'Nobody but its owner gets at the state folder, and the system does not say who reads a file.',
  ),
  network: nothing('Each process has its own walls in the place of one network; `atelier doctor` tries them.'),
  studio: nothing('People work in a browser at the front door, with the command line, and with their own tools.'),
  role: nothing('What a role may do is decided by the access table, for each request anew.'),
  packages: () => ({ counterparts: here({ processes: ['packages'] }) }),
  'big-data': nothing('Large files are loaded by what bigData.engine says, in a worker that ends with its step.'),
  'project-templates': nothing('They are made and offered by SageMaker alone.'),
  'workspace-budget': noBill,
  'project-stores': ({ project }) =>
    project.warehouse === null
      ? { none: 'Files are kept here by flows and warehouses alone, and the project has neither.' }
      : { counterparts: here({ folders: [folderOf(project)] }) },
  'project-jobs': ({ project }) => ({ counterparts: [...runTables, ...ofRuns(project)] }),
  warehouse: ({ project }) => {
    const folders = ['warehouse', 'exchange'].map((name) => `${folderOf(project)}/${name}`);
    return { counterparts: here({ processes: [`warehouse ${project.name}`], folders }) };
  },
  registry: () => ({ counterparts: trackingServer }),
  membership: nothing('Who is a member is in the file, and decided by for each request.'),
  tracking: () => ({ counterparts: trackingServer }),
  'workspace-tracking': () => ({ counterparts: trackingServer }),
  repository: nothing('Code stays in the folder where its owner keeps it; nothing here hosts it.'),
  notices: nothing('No mail leaves this machine; the command line says what it has to say.'),
  'project-budget': noBill,
  'project-settings': nothing(
    'Where the parts of a project are is in the file, and in the answer of `atelier status`.',
  ),
  person: nothing('How somebody signs in is kept by the front door, once they have taken their invitation.'),
  space: nothing(
    'A space is started for one of its projects when its person opens it; `atelier space list` shows them.',
  ),
  'shared-space': nothing('Members share a folder, which their own spaces show; spaces are not shared here yet.'),
  sandbox: nothing('What somebody keeps from others is in the home of their own space.'),
};

/** Find the counterparts of a piece on this machine, or why it has none. */
export function pieceHere<Kind extends Piece['kind']>(piece: PieceOf<Kind>): Here {
  const of: PiecesHere[Kind] = piecesHere[piece.kind as Kind];
  return of(piece);
}

type ProjectOfPiece = Omit<Project, 'members'>;

function folderOf({ name }: ProjectOfPiece): string {
  return `projects/${name}`;
}

function ofRuns(project: ProjectOfPiece) {
  if (project.flows.length === 0) return [];
  const processes = project.flows.map(({ serving }) => `endpoint ${project.name}/${serving.endpoint}`);
  const folders = ['flows', 'models'].map((name) => `${folderOf(project)}/${name}`);
  return here({ processes, folders }, 'first-run');
}
