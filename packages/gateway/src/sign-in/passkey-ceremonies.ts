import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type VerifyAuthenticationResponseOpts,
  type VerifyRegistrationResponseOpts,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type ShortLived, shortLived } from '../sessions/short-lived.ts';
import type { Passkey, Passkeys } from './passkeys.ts';

const goodForMs = 5 * 60_000;
/** EdDSA, ES256, RS256 (COSE): what every authenticator has one of. Others are an experiment in Node. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** Making and using passkeys, by WebAuthn; each question is answered once, by whoever it was put to. */
export interface PasskeyCeremonies {
  /** What the browser is asked to make one with. @param key of whoever is asked, no secret of another */
  askToMake(key: string, person: string): Promise<object>;
  /** The passkey that the answer has brought; undefined: none that can be accepted. */
  made(key: string, person: string, answer: unknown): Promise<Passkey | undefined>;
  askToUse(key: string): Promise<object>;
  /** Whose it is; undefined: nobody's, or not used as it has to be. */
  used(key: string, answer: unknown): Promise<string | undefined>;
}

/** What answers are held to. */
interface Held {
  readonly workspace: string;
  /** Whose host passkeys are bound to. */
  readonly portal: string;
  readonly passkeys: Passkeys;
  readonly challenges: ShortLived<string>;
}

/** @param place name of the workspace, and the portal's address, whose host passkeys are bound to */
export function passkeyCeremonies(
  passkeys: Passkeys,
  place: { readonly workspace: string; readonly portal: string },
  now: () => number = Date.now,
): PasskeyCeremonies {
  const held: Held = { ...place, passkeys, challenges: shortLived<string>(goodForMs, now) };
  return { ...making(held), ...using(held) };
}

function making(held: Held): Pick<PasskeyCeremonies, 'askToMake' | 'made'> {
  const { workspace, challenges, passkeys } = held;
  return {
    askToMake: async (key, person) => {
      const options = await generateRegistrationOptions({
        rpName: `Atelier ${workspace}`,
        rpID: expectedOf(held).expectedRPID,
        userName: person,
        userDisplayName: person,
        supportedAlgorithmIDs,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      challenges.put(`make ${key}`, options.challenge);
      return options;
    },
    made: async (key, person, answer) => {
      const expectedChallenge = challenges.take(`make ${key}`);
      if (expectedChallenge === undefined) return undefined;
      const response = answer as VerifyRegistrationResponseOpts['response'];
      const asked = { response, expectedChallenge, supportedAlgorithmIDs, ...expectedOf(held) };
      const checked = await verifyRegistrationResponse(asked).catch(() => undefined);
      const credential = checked?.verified ? checked.registrationInfo.credential : undefined;
      if (credential === undefined || passkeys.find(credential.id) !== undefined) return undefined;
      const { id, publicKey, counter } = credential;
      return { id, person, publicKey, counter };
    },
  };
}

function using(held: Held): Pick<PasskeyCeremonies, 'askToUse' | 'used'> {
  const { challenges, passkeys } = held;
  return {
    askToUse: async (key) => {
      const rpID = expectedOf(held).expectedRPID;
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
      challenges.put(`use ${key}`, options.challenge);
      return options;
    },
    used: async (key, answer) => {
      const expectedChallenge = challenges.take(`use ${key}`);
      const passkey = passkeys.find(idIn(answer));
      if (expectedChallenge === undefined || passkey === undefined) return undefined;
      const response = answer as VerifyAuthenticationResponseOpts['response'];
      const asked = { response, expectedChallenge, credential: passkey, ...expectedOf(held) };
      const checked = await verifyAuthenticationResponse(asked).catch(() => undefined);
      if (checked?.verified !== true) return undefined;
      const { newCounter } = checked.authenticationInfo;
      return passkeys.count(passkey.id, passkey.counter, newCounter) ? passkey.person : undefined;
    },
  };
}

function expectedOf({ portal }: Held) {
  return { expectedOrigin: portal, expectedRPID: new URL(portal).hostname, requireUserVerification: true };
}

function idIn(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : '';
  return typeof id === 'string' ? id : '';
}
