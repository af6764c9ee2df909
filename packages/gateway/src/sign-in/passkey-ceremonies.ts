import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type VerifyAuthenticationResponseOpts,
  type VerifyRegistrationResponseOpts,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { shortLived } from '../sessions/short-lived.ts';
import type { Passkey, Passkeys } from './passkeys.ts';

const goodForMs = 5 * 60_000;

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

/** @param place name of the workspace, and the portal's address, whose host passkeys are bound to */
export function passkeyCeremonies(
  passkeys: Passkeys,
  { workspace, portal }: { readonly workspace: string; readonly portal: string },
  now: () => number = Date.now,
): PasskeyCeremonies {
  const rpID = new URL(portal).hostname;
  const challenges = shortLived<string>(goodForMs, now);
  const expected = { expectedOrigin: portal, expectedRPID: rpID, requireUserVerification: true };
  return {
    askToMake: async (key, person) => {
      const options = await generateRegistrationOptions({
        rpName: `Atelier ${workspace}`,
        rpID,
        userName: person,
        userDisplayName: person,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      });
      challenges.put(`make ${key}`, options.challenge);
      return options;
    },
    made: async (key, person, answer) => {
      const expectedChallenge = challenges.take(`make ${key}`);
      if (expectedChallenge === undefined) return undefined;
      const response = answer as VerifyRegistrationResponseOpts['response'];
      const checked = await verifyRegistrationResponse({ response, expectedChallenge, ...expected }).catch(
        () => undefined,
      );
      const credential = checked?.verified ? checked.registrationInfo.credential : undefined;
      if (credential === undefined || passkeys.find(credential.id) !== undefined) return undefined;
      const { id, publicKey, counter } = credential;
      return { id, person, publicKey, counter };
    },
    askToUse: async (key) => {
      const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
      challenges.put(`use ${key}`, options.challenge);
      return options;
    },
    used: async (key, answer) => {
      const expectedChallenge = challenges.take(`use ${key}`);
      const passkey = passkeys.find(idIn(answer));
      if (expectedChallenge === undefined || passkey === undefined) return undefined;
      const response = answer as VerifyAuthenticationResponseOpts['response'];
      const asked = { response, expectedChallenge, credential: passkey, ...expected };
      const checked = await verifyAuthenticationResponse(asked).catch(() => undefined);
      if (checked?.verified !== true) return undefined;
      const { newCounter } = checked.authenticationInfo;
      return passkeys.count(passkey.id, passkey.counter, newCounter) ? passkey.person : undefined;
    },
  };
}

function idIn(answer: unknown): string {
  const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : '';
  return typeof id === 'string' ? id : '';
}
