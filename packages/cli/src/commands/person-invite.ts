import { frontDoorRoutes } from '@atelier/core/contract';
import { askOnce } from '@atelier/local/routes';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Io } from '../io.ts';
import { stateOf } from '../state-of.ts';

export interface PersonInviteOptions {
  readonly file?: string;
  readonly json?: boolean;
}

/** Print a link that invites somebody; whoever has it first can sign in as them from then on. */
export async function personInvite(io: Io, person: string, { file, json }: PersonInviteOptions): Promise<ExitCode> {
  const state = stateOf(io, file);
  const asked = { params: { person }, body: {} };
  const { url, endsAtMs } = await askOnce({ state, socket: state.frontDoorSocket }, frontDoorRoutes.invite, asked);
  const ends = new Date(endsAtMs).toISOString();
  io.out(json ? `${JSON.stringify({ person, url, ends })}\n` : textOf(person, url, ends));
  return exitCodes.done;
}

function textOf(person: string, url: string, ends: string): string {
  return `${url}\nGive this to ${person} alone: whoever opens it first sets how ${person} signs in. It works once, until ${ends}.\n`;
}
