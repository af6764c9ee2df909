import type { EvaluatedResource } from '../../template/evaluate.ts';
import { textAt } from '../at.ts';
import type { Model } from '../model.ts';
import { type Identity, isTrustedBy, nameOf } from '../policy/identities.ts';
import { isLimitedToCallers } from '../policy/limits.ts';
import { type Principal, type Statement, statementsAt } from '../policy/statement.ts';
import type { Hole, Rule } from '../rule.ts';

/** Where each type holds a policy that says who may reach it. */
const documents: readonly (readonly [string, string])[] = [
  ['AWS::KMS::Key', 'KeyPolicy'],
  ['AWS::S3::BucketPolicy', 'PolicyDocument'],
  ['AWS::S3::AccessPoint', 'Policy'],
  ['AWS::SQS::QueuePolicy', 'PolicyDocument'],
  ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
  ['AWS::ECR::Repository', 'RepositoryPolicyText'],
  ['AWS::CodeArtifact::Domain', 'PermissionsPolicyDocument'],
  ['AWS::CodeArtifact::Repository', 'PermissionsPolicyDocument'],
  ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy'],
  ['AWS::SageMaker::ModelPackageGroup', 'ModelPackageGroupPolicy'],
  ['AWS::EFS::FileSystem', 'FileSystemPolicy'],
  ['AWS::OpenSearchService::Domain', 'AccessPolicies'],
  ['AWS::Logs::ResourcePolicy', 'PolicyDocument'],
  ['AWS::DynamoDB::Table', 'ResourcePolicy.PolicyDocument'],
];

function resourceStatements(model: Model): Statement[] {
  return documents.flatMap(([type, path]) => model.ofType(type).flatMap((resource) => statementsAt(resource, path)));
}

function isAnybody({ kind, name }: Principal): boolean {
  return kind === 'AWS' && /^(\*|arn:[^:]*:iam::\*:.*)$/.test(name);
}

function isOpenToAll(statement: Statement): boolean {
  const { allows, principals, hasNotPrincipal } = statement;
  return allows && (principals.some(isAnybody) || hasNotPrincipal) && !isLimitedToCallers(statement);
}

function publicPolicies(model: Model): Hole[] {
  const fix = 'Name the principals, or add the condition aws:PrincipalAccount.';
  const ofDocuments = resourceStatements(model)
    .filter(isOpenToAll)
    .map(({ at, path }) => ({ at, path, message: `${at.logicalId} is open to every account of AWS.`, fix }));
  const ofFunctions = model
    .ofType('AWS::Lambda::Permission')
    .filter(({ properties }) => textAt(properties, 'Principal') === '*' && !isHeldPermission(properties))
    .map((resource) => ({
      at: resource,
      path: 'Properties.Principal',
      message: 'Every account of AWS may call the function.',
      fix,
    }));
  return [...ofDocuments, ...ofFunctions];
}

function isHeldPermission(properties: EvaluatedResource['properties']): boolean {
  return ['SourceAccount', 'SourceArn', 'PrincipalOrgID'].some((name) => textAt(properties, name) !== undefined);
}

function trustStatements(model: Model): Statement[] {
  return model.identities.flatMap(({ trust }) => trust).filter(({ allows }) => allows);
}

function trustsAnybody(model: Model): Hole[] {
  return trustStatements(model)
    .filter(isOpenToAll)
    .map(({ at, path }) => ({
      at,
      path: `${path}.Principal`,
      message: `Every account of AWS may take on ${at.logicalId}.`,
      fix: 'Name the account or the service.',
    }));
}

function foreignAccounts(model: Model): Hole[] {
  const accounts = new Map(model.stacks.map(({ stack, account }) => [stack, account]));
  return [...trustStatements(model), ...resourceStatements(model).filter(({ allows }) => allows)].flatMap(
    (statement) => {
      const own = accounts.get(statement.at.stack) ?? null;
      const foreign = statement.principals.map(accountOf).find((account) => account !== undefined && account !== own);
      if (foreign === undefined) return [];
      const message = `${statement.at.logicalId} lets the account ${foreign} in, which is written out and not known to be the own one.`;
      return [
        { at: statement.at, path: `${statement.path}.Principal`, message, fix: 'Use AWS::AccountId, or remove it.' },
      ];
    },
  );
}

function accountOf({ kind, name }: Principal): string | undefined {
  return kind === 'AWS' ? /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(name)?.[1] : undefined;
}

function mixedTrust(model: Model): Hole[] {
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

export const principalRules: readonly Rule[] = [
  {
    id: 'public-principal',
    proves: 'No bucket, key, queue, topic, repository, secret or function is open to every account.',
    beyond: 'Policies of types that are not looked at: only those of the kinds named are read.',
    holes: publicPolicies,
  },
  { id: 'trust-anyone', proves: 'No role can be taken on by every account.', beyond: '', holes: trustsAnybody },
  {
    id: 'foreign-account',
    proves: 'No role or resource lets another account in by a number that is written out.',
    beyond: 'Without the account of the stack, each number counts as foreign.',
    holes: foreignAccounts,
  },
  { id: 'mixed-trust', proves: 'No role is for both notebooks and Lambda functions.', beyond: '', holes: mixedTrust },
];
