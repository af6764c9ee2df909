import type { AccountClients } from '../../read/account-clients.ts';
import type { DestroyAction } from '../destroy-step.ts';
import type { Waiting } from '../waiting.ts';

/** Carries one kind of action out to its end; gives whether there was anything to do. */
export type Perform<Kind extends DestroyAction['kind']> = (
  action: Extract<DestroyAction, { readonly kind: Kind }>,
  clients: AccountClients,
  waiting: Waiting,
) => Promise<boolean>;
