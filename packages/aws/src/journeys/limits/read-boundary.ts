import { isMap, own, type Value } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import { type AskedPolicy, askedPolicy } from '@atelier/proofs/policy';
import { jsonOf } from './json-of.ts';

/**
 * The policy that bounds roles, from the text of a file: the policy itself, what `aws iam get-policy-version` prints, or what
 * `atelier rights --for boundary --json` does.
 *
 * @throws Problem for what is no policy, or one of which a statement is not understood
 */
export function readBoundary(text: string, file: string): AskedPolicy {
  const document = documentIn(jsonOf(text, (why) => bad(file, why)));
  if (own(document, 'Statement') === undefined) throw bad(file, 'it has no Statement');
  const policy = askedPolicy(file, document);
  const [unread] = policy.unread;
  if (unread !== undefined) throw bad(file, `${unread.path.replace(`${file}.`, '')}: ${unread.why}`);
  const named = policy.statements.find(({ principals, notPrincipals }) => principals.length + notPrincipals.length > 0);
  if (named !== undefined) throw bad(file, 'a policy that bounds roles has no Principal');
  return policy;
}

function documentIn(value: Value): Value {
  if (!isMap(value)) return null;
  const version = own(value, 'PolicyVersion');
  if (isMap(version)) return (own(version, 'Document') ?? null) as Value;
  const policies = own(value, 'policies');
  const [first] = Array.isArray(policies) && policies.length === 1 ? (policies as readonly Value[]) : [];
  return first === undefined || !isMap(first) ? value : ((own(first, 'document') ?? null) as Value);
}

function bad(file: string, why: string): Problem {
  return new Problem({
    code: 'BadBoundaryPolicy',
    message: `${file} holds no policy that bounds roles: ${why}.`,
    fix: 'Save what `aws iam get-policy-version` prints of the boundary, or the policy itself.',
    whose: 'yours',
  });
}
