import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPortalPage } from '../portal/answer-portal-page.ts';
import { formOf } from '../portal/form-of.ts';
import type { DeviceGrants } from './device-grants.ts';
import { allowPage, codePage, type DevicePage, donePage } from './device-pages.ts';
import type { FewGuesses } from './few-guesses.ts';
import { readUserCode } from './user-code.ts';

export interface DevicePageGround {
  readonly grants: DeviceGrants;
  readonly guesses: FewGuesses;
  /** Somebody who is signed in at the portal. */
  readonly person: string;
  readonly portalText: string;
  readonly workspaceName: string;
}

/** Show a signed-in person the device that waits with a code, and let them allow or refuse it. */
export async function answerDevicePage(
  request: IncomingMessage,
  response: ServerResponse,
  ground: DevicePageGround,
): Promise<void> {
  const { status, page } = await pageFor(request, ground);
  return answerPortalPage(response, { ...page, workspace: ground.workspaceName }, { status });
}

interface Answered {
  readonly status: number;
  readonly page: DevicePage;
}

async function pageFor(
  request: IncomingMessage,
  { grants, guesses, person, portalText }: DevicePageGround,
): Promise<Answered> {
  if (!guesses.mayGo(person)) {
    return { status: 429, page: donePage('Not now', 'Too many codes were wrong; try again in ten minutes.') };
  }
  const isAnswer = request.method === 'POST';
  if (isAnswer && request.headers.origin !== portalText) {
    return { status: 403, page: donePage('Not accepted', 'Only the page itself may send this.') };
  }
  const given = isAnswer ? await formOf(request) : new URL(request.url ?? '', portalText).searchParams;
  const typed = given.get('user_code');
  if (typed === null) return { status: 200, page: codePage() };
  const userCode = readUserCode(typed);
  const device = userCode && grants.waiting(userCode);
  if (userCode === undefined || device === undefined) {
    guesses.wrong(person);
    return { status: 404, page: codePage('No device waits with that code. Begin anew on the device.') };
  }
  if (!isAnswer) return { status: 200, page: allowPage({ device, userCode, person }) };
  if (given.get('answer') === 'allow' && grants.allow(userCode, person)) {
    const said = `${device} acts as ${person} from now on. You can close this page.`;
    return { status: 200, page: donePage('Let in', said) };
  }
  grants.refuse(userCode);
  return { status: 200, page: donePage('Refused', `${device} was not let in.`) };
}
