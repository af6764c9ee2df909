/** A sign-in that a browser has begun: what the provider's answer is held to, and where the person wanted to go. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** At the portal. */
  readonly path: string;
}
