import { at } from '../at.ts';
import type { Model } from '../model.ts';
import type { Endpoint } from '../network/network.ts';
import { isLimitedToCallers, isLimitedToResources } from '../policy/limits.ts';
import { type Statement, statementsAt } from '../policy/statement.ts';
import type { Hole, Rule } from '../rule.ts';

/** Services whose endpoints take no policy, or of which no page of AWS says that they do (assumed). */
const withoutPolicy = [
  'codeconnections.api',
  'codestar-connections.api',
  'codewhisperer',
  'email-smtp',
  'q',
  'servicecatalog',
  'servicecatalog-appregistry',
];

/** Services in whose resources anybody can keep data, by name alone. */
const stores = ['s3', 's3express', 'dynamodb'];

function openPolicies({ network }: Model): Hole[] {
  return network.endpoints
    .filter(({ service }) => !withoutPolicy.includes(service))
    .flatMap((endpoint) => (hasPolicy(endpoint) ? openStatements(endpoint) : [without(endpoint)]));
}

function hasPolicy({ resource }: Endpoint): boolean {
  return at(resource.properties, 'PolicyDocument') !== undefined;
}

function without({ resource, service }: Endpoint): Hole {
  return {
    at: resource,
    path: 'Properties.PolicyDocument',
    message: `Without a policy ${resource.logicalId} leads to everybody's ${service}, with anybody's credentials.`,
    fix: 'Add a policy with the conditions aws:PrincipalAccount and aws:ResourceAccount.',
  };
}

function openStatements({ resource, service }: Endpoint): Hole[] {
  return statementsAt(resource, 'PolicyDocument')
    .filter((statement) => statement.allows && !isHeld(statement, service))
    .map(({ path }) => ({
      at: resource,
      path,
      message: `${resource.logicalId} lets requests through to ${service} of any account.`,
      fix: 'Add the condition aws:ResourceAccount, or name the resources.',
    }));
}

function isHeld(statement: Statement, service: string): boolean {
  if (isLimitedToResources(statement) || namesResources(statement)) return true;
  return !stores.includes(service) && (isLimitedToCallers(statement) || namesPrincipals(statement));
}

/** Whether every resource is one that its owner is certain of: a bucket's whole name, or an account. */
function namesResources({ resources }: Statement): boolean {
  return resources.length > 0 && resources.every(isCertain);
}

function isCertain(arn: string): boolean {
  if (!arn.startsWith('arn:')) return /^⟨[^⟨⟩]+⟩(\/.*)?$/.test(arn);
  const [, , service = '', , account = '', ...rest] = arn.split(':');
  if (service === 's3') return /^[^*?]+$/.test(rest.join(':').split('/')[0] ?? '') || /^(\d{12}|⟨.*⟩)$/.test(account);
  return (
    /^(\d{12}|⟨.*⟩)$/.test(account) || (service === 'bedrock' && rest[0]?.startsWith('foundation-model/') === true)
  );
}

function namesPrincipals({ principals }: Statement): boolean {
  return principals.length > 0 && principals.every(({ name }) => !name.includes('*'));
}

export const endpointPolicyRules: readonly Rule[] = [
  {
    id: 'endpoint-policy',
    proves:
      'Endpoints lead to resources of named accounts, or let callers of named accounts in; S3 leads to named accounts, or to buckets named in full.',
    beyond: `Endpoints of services that take no policy: ${withoutPolicy.join(', ')}.`,
    holes: openPolicies,
  },
];
