import type { Workspace } from '@atelier/core';
import type { Claims } from './provider-client.ts';

/** Whom an outside provider's word is about; undefined: nobody of the file, or more than one. */
export function personOfClaims({ people }: Workspace, claims: Claims): string | undefined {
  const { email, email_verified: isVerified, preferred_username: userName } = claims;
  const given = [isVerified === true ? email : undefined, userName].filter((name) => typeof name === 'string');
  const found = people.filter(({ signInName }) => given.includes(signInName));
  return found.length === 1 ? found[0]?.name : undefined;
}
