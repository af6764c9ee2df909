import type { EvaluatedResource } from '@atelier/cloudformation';
import { textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { isDelivery } from '../policy/deliveries.ts';
import { type Grantee, granteesOf } from '../policy/grantees.ts';
import { type Identity, isTrustedBy, nameOf } from '../policy/identities.ts';
import { type Held, heldToCallers } from '../policy/limits.ts';
import { type Owner, ownerOf } from '../policy/ownership.ts';
import { accountIn, isAnybody, letsAllOfProviderIn, ownerOfPrincipal } from '../policy/principals.ts';
import { resourcePolicies } from '../policy/resource-policies.ts';
import type { Statement } from '../policy/statement.ts';
import type { Rule, Violation } from '../rule.ts';

/** Statements that name everybody, and whether something else holds callers to ours. */
export function openToAll(model: Model): { readonly statement: Statement; readonly held: Held }[] {
  const trust = model.identities.map((identity) => identity.trust);
  return [...resourcePolicies(model).map(({ statements }) => statements), ...trust].flatMap((statements) =>
    statements
      .filter(
        ({ allows, principals, notPrincipals }) => allows && (principals.some(isAnybody) || notPrincipals.length > 0),
      )
      .map((statement) => ({ statement, held: heldToCallers(statement, model, statements) })),
  );
}

function openStatements(model: Model, isTrust: (statement: Statement) => boolean): Statement[] {
  return openToAll(model)
    .filter(({ statement, held }) => held === 'open' && isTrust(statement))
    .map(({ statement }) => statement);
}

function isOfRole({ at }: Statement): boolean {
  return at.type === 'AWS::IAM::Role';
}

function publicPolicies(model: Model): Violation[] {
  const fix = 'Name the principals, or add the condition aws:PrincipalAccount.';
  const ofDocuments = openStatements(model, (statement) => !isOfRole(statement)).map(({ at, path }) => ({
    at,
    path,
    message: `${at.logicalId} is open to every account of AWS.`,
    fix,
  }));
  const ofGrantees = granteesOf(model)
    .filter((one) => isAnybody(one) && ownerOfSource(one.at, model) === 'others')
    .map(({ at, path }) => ({ at, path, message: `${called(at)} is open to every account of AWS.`, fix }));
  return [...ofDocuments, ...ofGrantees];
}

function called({ type, logicalId }: EvaluatedResource): string {
  return type === 'AWS::Lambda::Permission' ? 'The function' : `What ${logicalId} shares`;
}

/** Whose the account or resource is that calls have to come from; others': none is named. */
function ownerOfSource(at: EvaluatedResource, model: Model): Owner {
  const owners = sourceProperties.flatMap(([name, kind]) => {
    const value = textAt(at.properties, name);
    return value === undefined ? [] : [ownerOf(kind, value, at, model)];
  });
  return owners.find((owner) => owner === 'ours') ?? owners.find((owner) => owner === 'untold') ?? 'others';
}

const sourceProperties = [
  ['SourceAccount', 'account'],
  ['SourceArn', 'arn'],
  ['PrincipalOrgID', 'organization'],
  ['OrganizationId', 'organization'],
  ['Condition.Value', 'organization'],
] as const;

function trustsAnybody(model: Model): Violation[] {
  const trust = model.identities.flatMap((identity) => identity.trust);
  return [...openStatements(model, isOfRole), ...trust.filter(letsAllOfProviderIn)].map((statement) => ({
    at: statement.at,
    path: `${statement.path}.Principal`,
    message: letsAllOfProviderIn(statement)
      ? `Everybody who signs in at the provider may take on ${statement.at.logicalId}.`
      : `Every account of AWS may take on ${statement.at.logicalId}.`,
    fix: 'Name the account or the service; of a provider, name the subject or the audience.',
  }));
}

/** Statements with a principal, and the principal, of which it is to be known whose it is. */
export function principalsOwnedBy(owner: Owner, model: Model): Grantee[] {
  const trust = model.identities.flatMap((identity) => identity.trust);
  const statements = [...trust, ...resourcePolicies(model).flatMap((policy) => policy.statements)];
  const ofStatements = statements
    .filter((statement) => statement.allows && !isDelivery(statement, model))
    .flatMap(({ at, path, principals }) =>
      principals
        .filter((principal) => ownerOfPrincipal(principal, at, model) === owner)
        .slice(0, 1)
        .map((one) => ({ ...one, at, path: `${path}.Principal` })),
    );
  const ofGrantees = granteesOf(model).filter((one) => ownerOfPrincipal(one, one.at, model) === owner);
  return [...ofStatements, ...ofGrantees];
}

function foreignAccounts(model: Model): Violation[] {
  return principalsOwnedBy('others', model).map(({ at, path, name }) => ({
    at,
    path,
    message: `${at.logicalId} lets ${whom(name)} in, which is written out and not known to be the own one.`,
    fix: 'Use AWS::AccountId, or remove it.',
  }));
}

function whom(name: string): string {
  const account = accountIn(name);
  return account === undefined ? `the principal ${name}` : `the account ${account}`;
}

function mixedTrust(model: Model): Violation[] {
  const services = ['lambda.amazonaws.com', 'sagemaker.amazonaws.com'];
  return model.identities
    .filter((identity) => services.every((service) => isTrustedBy(identity, service)))
    .map((identity: Identity) => ({
      at: identity.resource,
      path: 'Properties.AssumeRolePolicyDocument',
      message: `Both notebooks and Lambda functions run as ${nameOf(identity)}: who changes a function has a scientist's rights.`,
      fix: 'Make a role for each service.',
    }));
}

/** Services through which any account can reach what trusts them, as their events and origins are anybody's. */
const deputies = /^(s3|sns|apigateway|cloudfront|config|iot|ses|logs|cognito-idp|lex|alexa-appkit)\./;

/** Functions that a service calls for whoever asks it. */
function anybodysDeputies(model: Model): Violation[] {
  const ofGrantees = granteesOf(model).filter(
    ({ at, name }) =>
      at.type === 'AWS::Lambda::Permission' && deputies.test(name) && ownerOfSource(at, model) === 'others',
  );
  const ofPolicies = resourcePolicies(model).flatMap(({ statements }) =>
    statements
      .filter((one) => one.allows && one.principals.some(({ kind, name }) => kind === 'Service' && deputies.test(name)))
      .filter((one) => one.conditions.every(({ key }) => !/:source(arn|account|owner|org.*)$/.test(key)))
      .filter((one) => one.actions.some((action) => /^(s3:(get|\*)|lambda:|\*)/.test(action)))
      .map(({ at, path }) => ({ at, path: `${path}.Principal` })),
  );
  return [...ofGrantees, ...ofPolicies].map(({ at, path }) => ({
    at,
    path,
    message: `${at.logicalId} lets a service of AWS in for whichever account asks it to.`,
    fix: 'Name the account or the resource that it acts for: aws:SourceAccount, aws:SourceArn.',
  }));
}

export const principalRules: readonly Rule[] = [
  {
    id: 'public-principal',
    proves: 'No bucket, key, queue, topic, repository, secret or function is open to every account.',
    beyond: 'Types that let people in by other means than policies and the properties that are read.',
    violations: publicPolicies,
  },
  {
    id: 'trust-anyone',
    proves: 'No role can be taken on by every account, or by everybody who signs in at a provider.',
    beyond: '',
    violations: trustsAnybody,
  },
  {
    id: 'foreign-account',
    proves: 'No role or resource lets another account in by a number that is written out.',
    beyond:
      'Without the account of the stack, each number counts as foreign. Senders who put objects below a folder of a bucket, ' +
      'encrypt them with its key, and do nothing else.',
    violations: foreignAccounts,
  },
  {
    id: 'deputy',
    proves: 'Services that act for anybody get in only for the own account.',
    beyond: 'Roles that services take on, and services of which no way to act for strangers is known.',
    violations: anybodysDeputies,
  },
  {
    id: 'mixed-trust',
    proves: 'No role is for both notebooks and Lambda functions.',
    beyond: '',
    violations: mixedTrust,
  },
];
