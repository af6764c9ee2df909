import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import { arnParts } from './arn.ts';
import { demandsOneOf } from './condition.ts';
import { globMatches } from './glob.ts';
import { isUndecided, type Owner, ownerOf } from './ownership.ts';
import type { Principal, Statement } from './statement.ts';

/** Everybody, in whatever way it is written. */
export function isAnybody({ kind, name }: Principal): boolean {
  if (/^[*?]+$/.test(name)) return true;
  return kind === 'AWS' && /^arn:[^:]*:(iam|sts)::[^:]*[*?][^:]*:/.test(name);
}

/** Whose a principal is; services of AWS are nobody's. */
export function ownerOfPrincipal({ kind, name }: Principal, at: EvaluatedResource, model: Model): Owner {
  if (isUndecided(name, model)) return 'untold';
  if (kind === 'Service' || isAnybody({ kind, name })) return 'ours';
  if (model.find(name) !== undefined) return 'ours';
  if (kind === 'CanonicalUser') return 'others';
  const account = accountIn(name);
  if (account !== undefined) return ownerOf('account', account, at, model);
  // Providers are named by their domain; other names, such as ids of users, say nothing of whose they are.
  return kind === 'Federated' ? 'ours' : 'untold';
}

/** The account of an ARN, or a text that is one; other texts, such as the domain of a provider, have none. */
export function accountIn(name: string): string | undefined {
  const [, , , , ofArn] = name.startsWith('arn:') ? arnParts(name) : [];
  if (ofArn !== undefined && ofArn !== '') return ofArn;
  return /^(\d{12}|⟨[^⟨⟩]*⟩)$/.exec(name)?.[1];
}

/** A subject that nobody has named. */
const anySubject = ['repo:zq/zq7:ref:refs/heads/zq', 'repo:zq/zq7:pull_request', 'zq7'];

/** Whether people who sign in elsewhere get in without their name or their application being asked for. */
export function letsAllOfProviderIn({ principals, conditions, allows }: Statement): boolean {
  const providers = principals.filter(({ kind, name }) => kind === 'Federated' && !/saml-provider/i.test(name));
  const isAsked = conditions.some(
    (one) =>
      /:(sub|aud|amr|app_id|oaud)$/.test(one.key) &&
      demandsOneOf(one, conditions) &&
      !one.values.some((value) => anySubject.some((subject) => globMatches(value, subject))),
  );
  return allows && providers.length > 0 && !isAsked;
}
