import type { Conditions } from '../access/policy.ts';
import { arnOf } from '../access/policy-ground.ts';
import { boundaryName } from './boundary-name.ts';
import { domainTag } from './destroy-statements.ts';
import { type NamePatterns, namePatterns } from './name-patterns.ts';
import { globalArn, type RightsGround, studioArns } from './rights-ground.ts';
import { type TagConditions, tagConditions } from './tag-conditions.ts';

/** Resources that actions are given on, and under which condition. */
export interface ExecutionScope {
  readonly resources: readonly string[];
  readonly condition?: Conditions;
}

type Scopes = Readonly<Record<string, ExecutionScope>>;

/**
 * The scopes by the names that the table of types has for them. `x` holds for what carries the workspace's tags; beside it
 * are `x-all` for reading, `x-new` for making, and `x-tags` and `x-retag` for giving tags.
 */
export function executionScopes(ground: RightsGround): Scopes {
  const patterns = namePatterns(ground);
  const tags = tagConditions(ground);
  return {
    any: { resources: ['*'] },
    ...untaggedScopes(ground, patterns),
    'packages-new': { resources: ['*'], condition: tags.givenAnywhere },
    ...roleScopes(ground, patterns, tags),
    ...homeScopes(ground),
    ...taggedScopes(tags, {
      function: patterns.functions,
      key: [arnOf(ground, 'kms', 'key/*')],
      'log-group': patterns.logGroups,
      names: ['firewall-domain-list/*', 'firewall-rule-group/*', 'firewall-rule-group-association/*'].map((resource) =>
        arnOf(ground, 'route53resolver', resource),
      ),
      network: [arnOf(ground, 'ec2', '*')],
      // Workspace and project are joined by one dash: the tag says whose it is.
      repository: [arnOf(ground, 'codecommit', `${ground.workspace.name}-*`)],
      spark: [arnOf(ground, 'emr-serverless', '/applications/*')],
      studio: studioArns(ground),
      topic: [arnOf(ground, 'sns', `${ground.workspace.name}-*-notices`)],
      warehouse: ['namespace/*', 'workgroup/*'].map((resource) => arnOf(ground, 'redshift-serverless', resource)),
    }),
    // What is made has no tags yet: the domain is all that tells whose it will be, once it is known.
    'studio-new': {
      resources: [
        ...['domain/*', 'mlflow-app/*'],
        ...['space', 'user-profile'].map((kind) => `${kind}/${ground.ids.domain}/*`),
      ].map((resource) => arnOf(ground, 'sagemaker', resource)),
      condition: tags.given,
    },
  };
}

/** Scopes of what is known by its name: AWS sees no tag of it, or sees it too late, or the name is whole. */
function untaggedScopes(ground: RightsGround, { buckets, budgets, lifecycleConfigs, secrets }: NamePatterns): Scopes {
  const { workspace, names } = ground;
  const { name } = workspace;
  const { partition } = names.place;
  const all = (service: string, ...resources: readonly string[]) => ({
    resources: resources.map((resource) => arnOf(ground, service, resource)),
  });
  const packages = names.packageDomain;
  return {
    alias: all('kms', names.keyAlias),
    // A bucket is made without tags, and is set up before it gets them.
    bucket: { resources: buckets },
    'bucket-named': { resources: buckets },
    // How buckets are set up, not what is in them: their names would make the longest of all lists.
    'bucket-all': { resources: [`arn:${partition}:s3:::${name}-*-${names.place.account}-*`] },
    budget: { resources: budgets },
    packages: all('codeartifact', `domain/${packages}`, `repository/${packages}/*`, `package-group/${packages}/*`),
    parameter: all('ssm', `parameter/${name}/*`),
    // SageMaker's own portfolio: its id is AWS's.
    portfolio: all('catalog', 'portfolio/*'),
    // Schedules carry no tags.
    schedule: all('scheduler', `schedule/default/${name}--*`),
    'sign-in': {
      resources: [
        globalArn(ground, 'identitystore', 'identitystore/*'),
        `arn:${partition}:identitystore:::user/*`,
        `arn:${partition}:sso:::instance/*`,
      ],
    },
    'studio-named': {
      resources: [
        ...lifecycleConfigs,
        ...['model-package-group', 'mlflow-tracking-server'].map((kind) =>
          arnOf(ground, 'sagemaker', `${kind}/${name}--*`),
        ),
      ],
    },
    // IAM knows no condition for a namespace's own policy, and its ARN holds a generated id.
    'warehouse-policy': all('redshift', 'namespace:*'),
    'warehouse-secret': { resources: secrets },
  };
}

/** Roles are changed only while they carry the boundary, so that no role can do more than it says. */
function roleScopes(ground: RightsGround, patterns: NamePatterns, tags: TagConditions): Scopes {
  const boundary = ground.names.boundaryArn(boundaryName(ground.workspace));
  const bounded = (condition: Conditions): Conditions => ({
    ...condition,
    ArnEquals: { 'iam:PermissionsBoundary': boundary },
  });
  const resources = patterns.roles;
  return {
    ...taggedScopes(tags, { role: resources }),
    'bounded-role': { resources, condition: bounded(tags.carried) },
    'bounded-role-new': { resources, condition: bounded(tags.given) },

    attachment: {
      resources,
      condition: { ...bounded(tags.carried), ArnLike: { 'iam:PolicyARN': patterns.policies } },
    },
    policy: { resources: patterns.policies },
  };
}

/** SageMaker makes home folders for a domain: with its id they are known, and before nothing may remove any. */
function homeScopes(ground: RightsGround): Scopes {
  const { domain } = ground.deployed;
  const resources = [arnOf(ground, 'elasticfilesystem', 'file-system/*')];
  return {
    'home-folders-all': { resources },
    'home-folders':
      domain === null
        ? { resources: [] }
        : {
            resources,
            condition: {
              StringLike: { [`aws:ResourceTag/${domainTag}`]: arnOf(ground, 'sagemaker', `domain/${domain}`) },
            },
          },
  };
}

function taggedScopes(tags: TagConditions, resourcesOf: Readonly<Record<string, readonly string[]>>): Scopes {
  return Object.fromEntries(
    Object.entries(resourcesOf).flatMap(([scope, resources]) => [
      [scope, { resources, condition: tags.carried }],
      [`${scope}-all`, { resources }],
      [`${scope}-new`, { resources, condition: tags.given }],
      [`${scope}-tags`, { resources, condition: tags.firstTags }],
      [`${scope}-retag`, { resources, condition: tags.furtherTags }],
    ]),
  );
}
