import type { Principal, Statement } from '../policy/statement.ts';
import type { IamCaller } from './policy-request.ts';

/**
 * How a statement names a caller: by its own name or as everybody, by the role whose session it is, or by the account, which
 * then decides by its own policies; null: not at all.
 */
export type Naming = 'caller' | 'role' | 'account' | null;

/** How the principals of a statement fit a caller (IAM User Guide, "AWS JSON policy elements: Principal"). */
export function namingOf({ principals, notPrincipals }: Statement, caller: IamCaller): Naming {
  if (notPrincipals.length > 0) return notPrincipals.some((one) => namesCaller(one, caller) !== null) ? null : 'caller';
  const found = principals.map((one) => namesCaller(one, caller));
  return (['caller', 'role', 'account'] as const).find((naming) => found.includes(naming)) ?? null;
}

function namesCaller({ kind, name }: Principal, { kind: who, arn, role, account }: IamCaller): Naming {
  if (name === '*' && (kind === 'AWS' || kind === '*')) return 'caller';
  if (kind === 'Service') return who === 'service' && name === arn ? 'caller' : null;
  if (kind === 'Federated') return who === 'federated' && name === arn ? 'caller' : null;
  if (kind !== 'AWS' || account === null) return null;
  if (name === account || new RegExp(`^arn:[^:]*:iam::${account}:root$`).test(name)) return 'account';
  if (name === arn) return 'caller';
  return role !== null && name === role ? 'role' : null;
}
