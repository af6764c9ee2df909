import { isMap, own, textIn, type Value, type ValueMap } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import { type AskedPolicy, askedPolicy, type Statement } from '@atelier/proofs/policy';
import type { AccountLimits } from './account-limits.ts';
import { jsonOf } from './json-of.ts';

/** The policies of an organization that are attached in one place, sorted by their kind. */
export type OrganizationPolicies = Omit<AccountLimits, 'boundary'>;

/**
 * The policies in the text of a file: one policy, what `aws organizations describe-policy` prints, or a list of either. A file
 * without any allowance stands beside `FullAWSAccess`, as the root and every unit and account have a policy that allows.
 *
 * @throws Problem for what is no policy, or one of which a statement is not understood: it may refuse anything
 */
export function readOrganizationPolicies(text: string, file: string): OrganizationPolicies {
  const items = itemsOf(
    jsonOf(text, (why) => bad(file, why)),
    file,
  );
  const read = items.map((item, index) => policyIn(item, items.length === 1 ? file : `${file}, policy ${index + 1}`));
  const control = read.filter(({ kind }) => kind === 'control').map(({ policy }) => policy);
  const service = read.filter(({ kind }) => kind === 'service').map(({ policy }) => policy);
  const allows = service.some(({ statements }) => statements.some((statement) => statement.allows));
  const level = allows || service.length === 0 ? service : [...service, fullAccess];
  return {
    organization: level.length === 0 ? [] : [level],
    control,
    organizationId: read.find(({ organizationId }) => organizationId !== null)?.organizationId ?? null,
  };
}

const fullAccess = askedPolicy('FullAWSAccess', {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

interface ReadPolicy {
  readonly kind: 'service' | 'control';
  readonly policy: AskedPolicy;
  readonly organizationId: string | null;
}

function itemsOf(value: Value, file: string): readonly Value[] {
  const items = Array.isArray(value) ? (value as readonly Value[]) : [value];
  if (items.length === 0) throw bad(file, 'it is an empty list');
  return items;
}

const kinds: Readonly<Record<string, ReadPolicy['kind']>> = {
  SERVICE_CONTROL_POLICY: 'service',
  RESOURCE_CONTROL_POLICY: 'control',
};

function policyIn(item: Value, place: string): ReadPolicy {
  if (!isMap(item)) throw bad(place, 'it is no map');
  const described = own(item, 'Policy');
  if (!isMap(described)) {
    if (own(item, 'Statement') === undefined) throw bad(place, `it has no Statement, but ${keysOf(item)}`);
    return read(item, { place, kind: namesPrincipals(item) ? 'control' : 'service', organizationId: null });
  }
  const [summary, content] = [own(described, 'PolicySummary'), own(described, 'Content')];
  const type = textIn(own(summary, 'Type'));
  const kind = kinds[type];
  if (kind === undefined) throw bad(place, `its Type is "${type}", not ${Object.keys(kinds).join(' or ')}`);
  if (typeof content !== 'string') throw bad(place, 'it has no Content');
  const name = textIn(own(summary, 'Name')) || textIn(own(summary, 'Id'));
  const organizationId = /:policy\/(o-[a-z0-9]+)\//.exec(textIn(own(summary, 'Arn')))?.[1] ?? null;
  const document = jsonOf(content, (why) => bad(`the Content of ${place}`, why));
  return read(document, { place: name === '' ? place : `${place} (${name})`, kind, organizationId });
}

function read(
  document: Value,
  { place, kind, organizationId }: Omit<ReadPolicy, 'policy'> & { place: string },
): ReadPolicy {
  const policy = askedPolicy(place, document);
  const [unread] = policy.unread;
  if (unread !== undefined)
    throw bad(place, `${unread.path.replace(place, 'its').replace('its.', 'its ')}: ${unread.why}`);
  if (policy.statements.length === 0) throw bad(place, 'it has no statement');
  const named = policy.statements.find(({ principals }) => principals.length > 0);
  if (kind === 'service' && named !== undefined) throw bad(place, 'a service control policy has no Principal');
  const wrong = kind === 'control' ? policy.statements.findIndex((one) => !isControl(one)) : -1;
  if (wrong >= 0)
    throw bad(
      place,
      `a resource control policy refuses named actions to "*" as Principal, and statement ${wrong + 1} does otherwise`,
    );
  return { kind, policy, organizationId };
}

/**
 * "The effect of Allow is only supported for the RCPFullAWSAccess policy", and neither is NotAction or a star alone
 * (Organizations User Guide, "RCP syntax").
 */
function isControl({ allows, actions, principals, notPrincipals }: Statement): boolean {
  const isForAll = notPrincipals.length === 0 && principals.length > 0 && principals.every(({ name }) => name === '*');
  return isForAll && (allows ? actions.includes('*') : actions.length > 0 && !actions.includes('*'));
}

/** Resource control policies say for whom they are, and service control policies do not. */
function namesPrincipals(document: ValueMap): boolean {
  const statements = [own(document, 'Statement')].flat();
  return statements.some((statement) => isMap(statement) && own(statement, 'Principal') !== undefined);
}

function keysOf(item: ValueMap): string {
  const keys = Object.keys(item).slice(0, 5);
  return keys.length === 0 ? 'nothing' : keys.join(', ');
}

function bad(place: string, why: string): Problem {
  return new Problem({
    code: 'BadOrganizationPolicy',
    message: `${place} holds no policy of an organization: ${why}.`,
    fix: 'Save what `aws organizations describe-policy --policy-id` prints, or the policy itself; policies that are attached in the same place as one list.',
    whose: 'yours',
  });
}
