import { type AskedPolicies, type PolicyRequest, speaksOf } from '@atelier/proofs/policy';

/** Keys of AWS itself of which a request that tells nothing is known to have none. */
const toldOrAbsent = /^aws:(?!requesttag\/|resourcetag\/|tagkeys$)/;

/**
 * Facts of the request itself that statements about its operation ask for and that it does not tell, such as the instance type of
 * a job: who leaves them out is answered as if there were none.
 */
export function untoldFacts({ action, context }: PolicyRequest, policies: AskedPolicies): readonly string[] {
  const { identity, boundary = [], resource = [], endpoint = [], organization = [], control = [] } = policies;
  const statements = [identity, boundary, resource, endpoint, organization.flat(), control]
    .flat()
    .flatMap((policy) => policy.statements);
  const keys = statements
    .filter((statement) => speaksOf(statement, action))
    .flatMap(({ conditions }) => conditions.map(({ key }) => key));
  return [...new Set(keys)].filter((key) => !(key in context) && !toldOrAbsent.test(key)).toSorted();
}
