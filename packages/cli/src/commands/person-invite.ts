import { frontDoorRoutes } from '@atelier/core/contract';
import { askOnce } from '@atelier/local/routes';
import { Problem } from '@atelier/problem';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';
import { table } from '../text/table.ts';
import { readWorkspace, workspaceFile } from '../workspace-file.ts';

export interface PersonInviteOptions {
  readonly file?: string;
  readonly json?: boolean;
  /** Everybody in the file. */
  readonly all?: boolean;
}

interface Invitation {
  readonly person: string;
  readonly url: string;
  readonly ends: string;
}

/** Print links that invite; whoever has one first can sign in as that person from then on. */
export async function personInvite(io: Io, name: string | undefined, options: PersonInviteOptions): Promise<ExitCode> {
  if ((name === undefined) !== (options.all === true)) throw whom();
  if (name !== undefined) {
    const invitation = await invite(io, name, options);
    io.out(options.json ? `${JSON.stringify(invitation)}\n` : textOf(invitation));
    return exitCodes.done;
  }
  const { people } = await readWorkspace(workspaceFile(io, options.file));
  const invitations: Invitation[] = [];
  for (const { name: person } of people) invitations.push(await invite(io, person, options));
  io.out(options.json ? `${JSON.stringify({ invitations })}\n` : textOfAll(invitations));
  return exitCodes.done;
}

async function invite(io: Io, person: string, { file }: PersonInviteOptions): Promise<Invitation> {
  const state = stateOf(io, file);
  const asked = { params: { person }, body: {} };
  const { url, endsAtMs } = await askOnce({ state, socket: state.frontDoorSocket }, frontDoorRoutes.invite, asked);
  return { person, url, ends: new Date(endsAtMs).toISOString() };
}

function textOf({ person, url, ends }: Invitation): string {
  return `${url}\nGive this to ${person} alone: whoever opens it first sets how ${person} signs in. It works once, until ${ends}.\n`;
}

function textOfAll(invitations: readonly Invitation[]): string {
  const [first] = invitations;
  if (first === undefined) return 'The file names nobody.\n';
  const rows = table(invitations.map(({ person, url }) => [person, url]));
  return `Give each link to that person alone: whoever opens it first sets how they sign in. Each works once, until ${first.ends}.\n${rows}`;
}

function whom(): Problem {
  return new Problem({
    code: 'NobodyInvited',
    message: 'Whom to invite is not said, or is said twice; accepted is one name, or --all.',
    fix: 'Name a person: atelier person invite july',
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}
