import type { AuditEntry } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import type { HttpBindings } from '@hono/node-server';
import type { HandOver } from '../sessions/hand-over.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { ShortLived } from '../sessions/short-lived.ts';
import type { Credentials } from './credentials.ts';
import type { EmbeddedProvider } from './embedded-provider.ts';
import type { PasskeyCeremonies } from './passkey-ceremonies.ts';
import type { Pauses } from './pauses.ts';
import type { ProviderClient } from './provider-client.ts';
import type { SignInAttempt } from './sign-in-attempt.ts';

/** What the pages of signing in work with. */
export interface SignInParts {
  /** Such as `http://localhost:8470`. */
  readonly portal: string;
  workspace(): Workspace;
  readonly sessions: Sessions;
  readonly codes: HandOver;
  readonly attempts: ShortLived<SignInAttempt>;
  readonly credentials: Credentials;
  readonly ceremonies: PasskeyCeremonies;
  readonly embedded: EmbeddedProvider;
  /** The provider that the file names, or the embedded one. */
  provider(): ProviderClient;
  readonly pauses: { readonly ofName: Pauses; readonly ofAll: Pauses };
  isOurs(origin: string): boolean;
  /** Resolves once it is on the disk. */
  record(entry: SignInRecord): Promise<void>;
  tell(news: string): void;
}

/** What the pages of the portal get along with a request. */
export interface PortalEnvironment {
  readonly Bindings: HttpBindings;
}

/** What is written down of an attempt to get in. */
export type SignInRecord = Pick<AuditEntry, 'who' | 'by' | 'allowed' | 'because'> & {
  readonly request: string;
};
