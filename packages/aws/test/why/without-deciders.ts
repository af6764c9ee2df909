import type { AskedPolicy } from '@atelier/proofs/policy';
import type { PlannedAccount } from '../../src/journeys/planned-account.ts';
import type { RequestAnswer } from '../../src/why/answer-request.ts';
import type { AskedAccount } from '../../src/why/asked-account.ts';

/** The account without the statements that an answer names, each looked for where the answer says it stands. */
export function withoutDeciders(asked: AskedAccount, { who, decides }: RequestAnswer): AskedAccount {
  const { account } = asked;
  const strip = (policy: AskedPolicy): AskedPolicy => ({
    ...policy,
    statements: policy.statements.filter(
      ({ sid, path }) => !decides.some((one) => one.policy === policy.name && one.statement === (sid ?? path)),
    ),
  });
  const stripped: PlannedAccount = {
    ...account,
    roles: new Map(
      [...account.roles].map(([name, role]) => [
        name,
        {
          ...role,
          policies: name === who ? role.policies.map(strip) : role.policies,
          trust: strip(role.trust),
        },
      ]),
    ),
    policies: new Map([...account.policies].map(([arn, policy]) => [arn, strip(policy)])),
    endpoints: new Map(
      [...account.endpoints].map(([service, endpoint]) => [
        service,
        { ...endpoint, policy: endpoint.policy === undefined ? undefined : strip(endpoint.policy) },
      ]),
    ),
  };
  return { ...asked, account: stripped };
}
