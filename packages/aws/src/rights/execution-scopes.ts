import type { Conditions } from '../access/policy.ts';
import { arnOf, workspaceTag } from '../access/policy-ground.ts';
import { domainTag } from './destroy-statements.ts';
import { bucketPattern, globalArn, type RightsGround, studioArns } from './rights-ground.ts';

/** What actions are given on, and when. */
export interface Scope {
  readonly resources: readonly string[];
  readonly condition?: Conditions;
}

/** The scopes by the names that the table of types has for them. */
export function executionScopes(ground: RightsGround): Readonly<Record<string, Scope>> {
  const { workspace, names } = ground;
  const { name } = workspace;
  const { partition } = names.place;
  return {
    any: { resources: ['*'] },
    ...iamScopes(ground),
    ...taggedScopes(ground),
    alias: { resources: [arnOf(ground, 'kms', names.keyAlias)] },
    bucket: { resources: [bucketPattern(ground)] },
    budget: { resources: [name, `${name}-*`].map((budget) => globalArn(ground, 'budgets', `budget/${budget}`)) },
    function: { resources: [arnOf(ground, 'lambda', `function:${name}-*`)] },
    'log-group': {
      resources: [`${name}-*`, `/aws/emr-serverless/${name}-*`].map((group) =>
        arnOf(ground, 'logs', `log-group:${group}`),
      ),
    },
    packages: {
      resources: [
        `domain/${names.packageDomain}`,
        `repository/${names.packageDomain}/*`,
        `package-group/${names.packageDomain}/*`,
      ].map((resource) => arnOf(ground, 'codeartifact', resource)),
    },
    parameter: { resources: [arnOf(ground, 'ssm', `parameter/${name}/*`)] },
    // SageMaker's own portfolio: its id is AWS's.
    portfolio: { resources: [arnOf(ground, 'catalog', 'portfolio/*')] },
    repository: { resources: [arnOf(ground, 'codecommit', `${name}-*`)] },
    'sign-in': {
      resources: [
        globalArn(ground, 'identitystore', 'identitystore/*'),
        `arn:${partition}:identitystore:::user/*`,
        `arn:${partition}:sso:::instance/*`,
      ],
    },
    'studio-named': {
      resources: [
        `studio-lifecycle-config/${name}-*`,
        `model-package-group/${name}--*`,
        `mlflow-tracking-server/${name}--*`,
      ].map((resource) => arnOf(ground, 'sagemaker', resource)),
    },
    topic: { resources: [arnOf(ground, 'sns', `${name}-*`)] },
    'warehouse-policy': { resources: [arnOf(ground, 'redshift', 'namespace:*')] },
    'warehouse-secret': { resources: [arnOf(ground, 'secretsmanager', `secret:redshift!${name}-*`)] },
  };
}

function iamScopes({ workspace, names }: RightsGround): Record<string, Scope> {
  const { permissionsBoundary } = workspace.aws.iam;
  const roles = { resources: [names.roleArn(`${workspace.name}-*`)] };
  const policies = names.policyArn(`${workspace.name}-*`);
  const bounded: Conditions =
    permissionsBoundary === null
      ? {}
      : { ArnEquals: { 'iam:PermissionsBoundary': names.boundaryArn(permissionsBoundary) } };
  return {
    role: roles,
    'bounded-role': permissionsBoundary === null ? roles : { ...roles, condition: bounded },
    attachment: { ...roles, condition: { ...bounded, ArnLike: { 'iam:PolicyARN': policies } } },
    policy: { resources: [policies] },
  };
}

/**
 * Things whose ARNs hold generated ids: `x` are those that carry the workspace's tag, `x-all` are all of the account and
 * the region, and `x-tags` is for actions that give a tag.
 */
function taggedScopes(ground: RightsGround): Record<string, Scope> {
  const resourcesOf: Readonly<Record<string, readonly string[]>> = {
    key: [arnOf(ground, 'kms', 'key/*')],
    names: ['firewall-domain-list/*', 'firewall-rule-group/*', 'firewall-rule-group-association/*'].map((resource) =>
      arnOf(ground, 'route53resolver', resource),
    ),
    network: [arnOf(ground, 'ec2', '*')],
    spark: [arnOf(ground, 'emr-serverless', '/applications/*')],
    studio: studioArns(ground),
    warehouse: ['namespace/*', 'workgroup/*'].map((resource) => arnOf(ground, 'redshift-serverless', resource)),
  };
  const { name } = ground.workspace;
  // Without the second, the tag of another workspace could be replaced, and what it marks be removed then.
  const givenTag = {
    StringEquals: { [`aws:RequestTag/${workspaceTag}`]: name },
    StringEqualsIfExists: { [`aws:ResourceTag/${workspaceTag}`]: name },
  };
  const domains = arnOf(ground, 'sagemaker', 'domain/*');
  const homes = [arnOf(ground, 'elasticfilesystem', 'file-system/*')];
  return {
    ...Object.fromEntries(
      Object.entries(resourcesOf).flatMap(([scope, resources]) => [
        [scope, { resources, condition: { StringEquals: { [`aws:ResourceTag/${workspaceTag}`]: name } } }],
        [`${scope}-all`, { resources }],
        [`${scope}-tags`, { resources, condition: givenTag }],
      ]),
    ),
    'home-folders-all': { resources: homes },
    'home-folders': {
      resources: homes,
      condition: { StringLike: { [`aws:ResourceTag/${domainTag}`]: domains } },
    },
  };
}
