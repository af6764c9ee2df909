import { paginateListInstances, type SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { everyItem } from '../read/every-item.ts';
import { otherInstance } from './assignment-problems.ts';

/** An instance of Identity Center, and the directory that belongs to it. */
export interface IdentityCenter {
  readonly instance: string;
  /** Id of the identity store. */
  readonly store: string;
}

/** What says in which instance people sign in. */
export interface InstanceSought {
  /** Application of a domain, which is in the instance; null: there is no domain yet. */
  readonly application: string | null;
  /** Instance that the file names; null: it names none. */
  readonly named: string | null;
}

/**
 * The instance in which people sign in; undefined: the account does not see it, or sees several and nothing says which.
 *
 * @throws Problem where the file names another than the application's: its people are not those of that directory
 */
export async function readIdentityCenter(
  sought: InstanceSought,
  client: SSOAdminClient,
): Promise<IdentityCenter | undefined> {
  const all = await everyItem(paginateListInstances({ client }, {}), ({ Instances }) => Instances);
  const seen = all.map(({ InstanceArn: instance = '', IdentityStoreId: store = '' }) => ({ instance, store }));
  const wanted = instanceOf(sought);
  if (wanted !== null && sought.named !== null && sought.named !== wanted) throw otherInstance(sought.named, wanted);
  if (wanted === null) return seen.length === 1 ? seen[0] : undefined;
  return seen.find(({ instance }) => instance === wanted);
}

/** The ARN of an application has the id of its instance. */
function instanceOf({ application, named }: InstanceSought): string | null {
  const [, partition, id] = /^arn:([^:]+):sso::[^:]*:application\/([^/]+)\//.exec(application ?? '') ?? [];
  return id === undefined ? named : `arn:${partition}:sso:::instance/${id}`;
}
