import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPage } from '../portal/page.ts';
import type { DeviceGrants } from './device-grants.ts';
import { allowPage, codePage, donePage } from './device-pages.ts';
import type { FewGuesses } from './few-guesses.ts';
import { readUserCode } from './user-code.ts';

const mostBytes = 4096;

export interface DevicePageGround {
  readonly grants: DeviceGrants;
  readonly guesses: FewGuesses;
  /** Somebody who is signed in at the portal. */
  readonly person: string;
  readonly portalText: string;
}

/** Show a signed-in person the device that waits with a code, and let them allow or refuse it. */
export async function answerDevicePage(
  request: IncomingMessage,
  response: ServerResponse,
  { grants, guesses, person, portalText }: DevicePageGround,
): Promise<void> {
  if (!guesses.mayGo(person)) {
    return answerPage(response, 429, donePage('Not now', 'Too many codes were wrong; try again in ten minutes.'));
  }
  const isAnswer = request.method === 'POST';
  if (isAnswer && request.headers.origin !== portalText) {
    return answerPage(response, 403, donePage('Not accepted', 'Only the page itself may send this.'));
  }
  const given = isAnswer ? await formIn(request) : new URL(request.url ?? '', portalText).searchParams;
  const typed = given.get('user_code');
  if (typed === null) return answerPage(response, 200, codePage());
  const userCode = readUserCode(typed);
  const device = userCode && grants.waiting(userCode);
  if (userCode === undefined || device === undefined) {
    guesses.wrong(person);
    return answerPage(response, 404, codePage('No device waits with that code. Begin anew on the device.'));
  }
  if (!isAnswer) return answerPage(response, 200, allowPage({ device, userCode, person }));
  if (given.get('answer') === 'allow' && grants.allow(userCode, person)) {
    return answerPage(
      response,
      200,
      donePage('Let in', `${device} acts as ${person} from now on. You can close this page.`),
    );
  }
  grants.refuse(userCode);
  return answerPage(response, 200, donePage('Refused', `${device} was not let in.`));
}

async function formIn(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > mostBytes) return new URLSearchParams();
  }
  return new URLSearchParams(text);
}
