import { at } from '../at.ts';
import type { Model } from '../model.ts';
import type { Endpoint } from '../network/network.ts';
import { arnParts, bucketNameIn } from '../policy/arn.ts';
import { demandsOneOf } from '../policy/condition.ts';
import { type Held, heldToCallers, heldToResources, heldToServices } from '../policy/limits.ts';
import { type Owner, ownerOf } from '../policy/ownership.ts';
import { isAnybody, ownerOfPrincipal } from '../policy/principals.ts';
import { statementsAt } from '../policy/read-policy.ts';
import type { Statement } from '../policy/statement.ts';
import type { Rule, Violation } from '../rule.ts';

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

function openPolicies(model: Model): Violation[] {
  return model.network.endpoints
    .filter(({ service }) => !withoutPolicy.includes(service))
    .flatMap((endpoint) => (hasPolicy(endpoint) ? openStatements(endpoint, model) : [without(endpoint)]));
}

function hasPolicy({ resource }: Endpoint): boolean {
  return at(resource.properties, 'PolicyDocument') !== undefined;
}

function without({ resource, service }: Endpoint): Violation {
  return {
    at: resource,
    path: 'Properties.PolicyDocument',
    message: `Without a policy ${resource.logicalId} leads to everybody's ${service}, with anybody's credentials.`,
    fix: 'Add a policy with the conditions aws:PrincipalAccount and aws:ResourceAccount.',
  };
}

function openStatements({ resource, service }: Endpoint, model: Model): Violation[] {
  return statementsHeld(resource, service, 'open', model).map(({ path }) => ({
    at: resource,
    path,
    message: `${resource.logicalId} lets requests through to ${service} of any account.`,
    fix: 'Add the condition aws:ResourceAccount, or name the resources.',
  }));
}

/** Statements of endpoints that hold requests to something of which nobody can tell whose it is. */
export function untoldStatements(model: Model): Statement[] {
  return model.network.endpoints
    .filter(({ service }) => !withoutPolicy.includes(service))
    .flatMap(({ resource, service }) => statementsHeld(resource, service, 'untold', model));
}

function statementsHeld(resource: Endpoint['resource'], service: string, wanted: Held, model: Model): Statement[] {
  const statements = statementsAt(resource, 'PolicyDocument');
  return statements.filter(
    (statement) =>
      statement.allows && !heldToServices(statement) && heldOf(statement, service, statements, model) === wanted,
  );
}

function heldOf(statement: Statement, service: string, beside: readonly Statement[], model: Model): Held {
  const ofResources = [
    reads(statement) && namesAnybody(statement) ? 'held' : heldToResources(statement, model, beside),
    heldToNamed(statement, model),
  ];
  const ofCallers = [heldToCallers(statement, model, beside), namesPrincipals(statement, model) ? 'held' : 'open'];
  const found = stores.includes(service) ? ofResources : [...ofResources, ...ofCallers];
  if (found.includes('held')) return 'held';
  return found.includes('untold') ? 'untold' : 'open';
}

/** Actions that bring something in, and carry nothing out. */
const reading = /^(s3:getobject(version)?|ecr:(batchchecklayeravailability|batchgetimage|getdownloadurlforlayer))$/;

function reads({ actions }: Statement): boolean {
  return actions.length > 0 && actions.every((action) => reading.test(action));
}

/** Whether accounts are named from which to read: those of images that AWS keeps, for one. */
function namesAnybody({ conditions }: Statement): boolean {
  return conditions.some(
    (one) =>
      one.key === 'aws:resourceaccount' &&
      demandsOneOf(one, conditions) &&
      one.values.every((value) => /^(\d{12}|⟨.*⟩)$/.test(value)),
  );
}

/** Whether every resource is named, and ours; to read from, a bucket's whole name or an account is enough. */
function heldToNamed(statement: Statement, model: Model): Held {
  const { resources, at } = statement;
  if (resources.length === 0) return 'open';
  if (reads(statement) && resources.every(isCertain)) return 'held';
  const owners = resources.map((arn) => ownerOfResource(arn, at, model));
  if (owners.includes('others')) return 'open';
  return owners.includes('untold') ? 'untold' : 'held';
}

function ownerOfResource(arn: string, at: Statement['at'], model: Model): Owner {
  if (arn.startsWith('arn:'))
    return isModelOfAws(arn) || answersOfAws.test(bucketNameIn(arn)) ? 'ours' : ownerOf('arn', arn, at, model);
  const reference = /^(⟨[^⟨⟩]+⟩)(\/.*)?$/.exec(arn)?.[1];
  if (reference === undefined) return 'others';
  return model.find(reference) === undefined ? 'untold' : 'ours';
}

/** Buckets of AWS to which custom resources and waiting stacks answer (CloudFormation User Guide, VPC endpoints). */
const answersOfAws = /^cloudformation-(custom-resource-response|waitcondition)-[a-z0-9-]+$/;

function isModelOfAws(arn: string): boolean {
  return /^arn:[^:]*:bedrock:[^:]*::foundation-model\//.test(arn);
}

function isCertain(arn: string): boolean {
  if (!arn.startsWith('arn:')) return /^⟨[^⟨⟩]+⟩(\/.*)?$/.test(arn);
  const [, , service = '', , account = ''] = arnParts(arn);
  if (service === 's3' && /^[^*?]+$/.test(bucketNameIn(arn))) return true;
  return /^(\d{12}|⟨.*⟩)$/.test(account);
}

function namesPrincipals({ principals, at }: Statement, model: Model): boolean {
  return (
    principals.length > 0 &&
    principals.every((one) => !isAnybody(one) && ownerOfPrincipal(one, at, model) === 'ours' && !one.name.includes('*'))
  );
}

export const endpointPolicyRules: readonly Rule[] = [
  {
    id: 'endpoint-policy',
    proves:
      'Endpoints lead to resources of the own account, or let its callers in; what is only read may be of accounts and buckets named in full.',
    beyond: `Endpoints of services that take no policy: ${withoutPolicy.join(', ')}.`,
    violations: openPolicies,
  },
];
