/** Names of the promises that templates can make, in the order in which they are told. */
export const promiseNames = ['isolation-in', 'isolation-out', 'encryption', 'access', 'endpoints', 'supplies'] as const;

export type PromiseName = (typeof promiseNames)[number];

/** Proven: nothing breaks it. Refuted: something does. Not proven: something is not understood, or not known. */
export type Verdict = 'proven' | 'refuted' | 'not proven';

/** Text of each promise, for people. */
export const promiseTexts: Readonly<Record<PromiseName, string>> = {
  'isolation-in': 'nobody gets in from outside of the network, or of addresses that are listed',
  'isolation-out': 'nothing gets out of the network',
  encryption: 'what is kept or sent is encrypted, with keys of the account',
  access: 'nobody has more rights than meant, and nobody else has any',
  endpoints: 'what is called can be reached inside the network',
  supplies: 'it can be made, and kept up to date',
};
