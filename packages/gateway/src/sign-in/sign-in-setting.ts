import type { DatabaseSync } from 'node:sqlite';
import type { AuditLog } from '@atelier/audit';
import type { Workspace } from '@atelier/core';
import type { ProviderFetch } from './fetch-in-process.ts';

/** What signing in is put together from. */
export interface SignInSetting {
  readonly database: DatabaseSync;
  /** Such as `http://localhost:8470`. */
  readonly portal: string;
  /** As it is now. */
  workspace(): Workspace;
  /** Whether a text is an origin of this front door other than the portal. */
  isOurs(origin: string): boolean;
  readonly audit: Pick<AuditLog, 'append'>;
  /** One-way news for the log. */
  tell(news: string): void;
  /** Of the client at an outside provider. */
  readonly secret?: string | undefined;
  /** How an outside provider is reached; left out: over TCP. */
  readonly fetch?: ProviderFetch | undefined;
  readonly now?: (() => number) | undefined;
}
