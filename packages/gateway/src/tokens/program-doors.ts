import type { IncomingMessage } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { getRequestListener } from '@hono/node-server';
import { answerDevicePage } from '../device/answer-device-page.ts';
import { deviceApp } from '../device/device-app.ts';
import { deviceGrants } from '../device/device-grants.ts';
import { fewGuesses } from '../device/few-guesses.ts';
import type { OwnAnswer } from '../front-door.ts';
import { onceDecided, type PortalGround } from '../once-decided.ts';
import type { Requester } from '../requester.ts';
import { callerOfProgram, type ShownByProgram } from './caller-of-program.ts';
import { tokenApp } from './token-app.ts';
import { type Tokens, tokensIn } from './tokens.ts';

/** What programs are let in by, at the portal. */
export interface ProgramDoors {
  readonly tokens: Tokens;
  /** Whoever a request is from, by what programs send. */
  callerOf(request: IncomingMessage): Promise<ShownByProgram>;
  /** What a device asks before anybody is known. */
  openTo(request: IncomingMessage): OwnAnswer | undefined;
  /** What is asked about a person's own tokens and devices. */
  ownAnswer(request: IncomingMessage, asker: Requester): OwnAnswer | undefined;
  /** Whether the token that `by` of a caller names is good yet; true of what is no token. */
  isOpen(by: string): boolean;
  /** End the tokens of people who have left the file. */
  keepOnly(people: readonly string[]): void;
}

export interface ProgramSetting extends PortalGround {
  readonly database: DatabaseSync;
  readonly serverKey: Buffer;
  readonly now?: () => number;
}

/** Put together what lets programs in: tokens, key pairs, and the way of devices to a token. */
export function programDoors(setting: ProgramSetting): ProgramDoors {
  const { database, serverKey, portalText, workspace, audit, now = Date.now } = setting;
  const tokens = tokensIn(database, serverKey, now);
  const [grants, guesses] = [deviceGrants(now), fewGuesses(now)];
  const isPerson = (person: string) => workspace().people.some(({ name }) => name === person);
  const tokenFor = (person: string, device: string) =>
    isPerson(person) ? tokens.make({ person, name: device }) : undefined;
  const devices = listenerOf(deviceApp({ grants, portalText, workspaceName: () => workspace().name, tokenFor }).fetch);
  return {
    tokens,
    callerOf: (request) => callerOfProgram({ tokens, now }, request),
    openTo: ({ method, url }) =>
      method === 'POST' && (url === '/device/authorization' || url === '/device/token') ? devices : undefined,
    ownAnswer: (request, asker) => {
      // Code in a space acts as its person there, and is to have nothing that lets it in from elsewhere.
      if (asker.shown === 'by a socket') return undefined;
      const [path = ''] = (request.url ?? '').split('?', 1);
      const asked = `${request.method} ${path}`;
      if (/^((GET|POST) \/tokens|DELETE \/tokens\/[^/]+)$/.test(asked)) {
        const open = request.method === 'GET' ? 'to people alone' : 'to whole people alone';
        return onceDecided(setting, asker, open, listenerOf(tokenApp({ tokens, workspace, audit, now }, asker).fetch));
      }
      const { caller, shown } = asker;
      // A token that allowed a device would make another token.
      if (!/^(GET|POST) \/device$/.test(asked) || shown !== 'by a cookie' || caller.kind !== 'person') return undefined;
      const page = { grants, guesses, person: caller.person, portalText, workspaceName: workspace().name };
      return onceDecided(setting, asker, 'to whole people alone', (from, response) =>
        answerDevicePage(from, response, page),
      );
    },
    isOpen: (by) => tokens.isOpen(by),
    keepOnly: (people) => tokens.keepOnly(people),
  };
}

type Fetch = Parameters<typeof getRequestListener>[0];

function listenerOf(fetch: Fetch): OwnAnswer {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  return async (request, response) => void (await listener(request, response));
}
