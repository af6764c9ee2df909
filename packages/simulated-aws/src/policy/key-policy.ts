import { judge, serviceCaller } from '../authorise/judge.ts';
import { AwsFault } from '../service/service.ts';
import { isMap } from '../stacks/template.ts';
import type { JsonMap, StoredResource, WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { isAbout, isLike, principalsOf, statementsOf, textsOf } from './read-document.ts';

/**
 * @throws AwsFault where nobody of the account could change the policy of a key any more, unless that is asked for
 *
 * Source: KMS API reference, "PutKeyPolicy", and developer guide, "Default key policy".
 */
export function checkNotLockedOut(properties: JsonMap, { account }: World): void {
  const { KeyPolicy: policy, BypassPolicyLockoutSafetyCheck: bypass = false } = properties;
  if (policy === undefined || String(bypass) === 'true') return;
  const about = statementsOf(policy).filter((statement) => isAbout(statement, 'kms:PutKeyPolicy'));
  const reaching = about.filter((statement) =>
    principalsOf(statement).some(([kind, name]) => kind === 'AWS' && (name === '*' || name.includes(account))),
  );
  const allowed = reaching.some((statement) => statement.Effect === 'Allow' && asksForAccountAlone(statement, account));
  const denied = reaching.some(
    ({ Effect: effect, Condition: condition }) => effect === 'Deny' && condition === undefined,
  );
  if (allowed && !denied) return;
  const message = 'The new key policy will not allow you to update the key policy in the future.';
  throw new AwsFault('MalformedPolicyDocumentException', message);
}

const needed = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'];

/**
 * Whether CloudWatch Logs may use a key for a log group, by what the policy of the key lets it do.
 *
 * Source: CloudWatch Logs user guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
 */
export function isForLogs({ id, status }: StoredResource, group: string, world: World): boolean {
  const resource = `arn:${world.partition}:kms:${world.region}:${world.account}:key/${id}`;
  const facts = { 'kms:EncryptionContext:aws:logs:arn': group };
  const lets = (action: string) =>
    [`logs.${world.region}.amazonaws.com`, 'logs.amazonaws.com'].some(
      (service) => judge({ action, resource, facts }, serviceCaller(service), 'outside', world) === undefined,
    );
  return status !== 'PendingDeletion' && needed.every(lets);
}

/** A condition that only asks for the key's own account holds for whoever changes the key. */
function asksForAccountAlone({ Condition: condition = {} }: JsonMap, account: string): boolean {
  return isMet(condition, { 'kms:calleraccount': account, 'aws:principalaccount': account });
}

/** Whether all tests are about these keys and hold. */
function isMet(condition: WireJson, context: Readonly<Record<string, string>>): boolean {
  if (!isMap(condition)) return false;
  return Object.entries(condition).every(
    ([operator, tests]) =>
      isMap(tests) &&
      Object.entries(tests).every(([key, values]) => {
        const text = context[key.toLowerCase()];
        if (text === undefined || /Not/.test(operator)) return false;
        return textsOf(values).some((value) => (/Like|^Arn/.test(operator) ? isLike(text, value) : text === value));
      }),
  );
}
