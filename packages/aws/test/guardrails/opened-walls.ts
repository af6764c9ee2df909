import type { Draft } from '../../../proofs/test/draft.ts';
import { account, edit, type OpenedDoor, policyNamed, role, trustList } from './opening.ts';

const admin = `arn:aws:iam::${account}:role/Admin`;
const first = (draft: Draft, type: string, holds = '') => draft.find(type, (text) => text.includes(holds));
const set =
  (type: string, path: string, value: unknown, holds = '') =>
  (draft: Draft) =>
    draft.set(first(draft, type, holds), `Properties.${path}`, value);
const inline = 'Properties.Policies[0].PolicyDocument.Statement';
const bucket = 'AWS::S3::Bucket';
const block = { RestrictionMode: 'ALLOW' };

/** Walls between people, projects and the world, each with one thing taken out of it. */
export const openedWalls: readonly OpenedDoor[] = [
  [
    'a member reads all projects',
    ['guardrails/walls', 'guardrails/narrow-rights'],
    (draft) =>
      edit(draft, policyNamed(draft, 'acme--sales--data-scientist'), 'SeeBuckets', (one) => ({
        ...one,
        Resource: ['*'],
      })),
  ],
  [
    'a member reads the projects whose names begin alike',
    ['guardrails/walls'],
    (draft) =>
      edit(draft, policyNamed(draft, 'acme--sales--data-scientist'), 'Settings', (one) => ({
        ...one,
        Resource: [`arn:aws:ssm:eu-central-1:${account}:parameter/acme/projects/s*`],
      })),
  ],
  [
    'nothing refuses jobs outside of the network',
    ['guardrails/walls'],
    (draft) => edit(draft, policyNamed(draft, 'acme-inside'), 'JobsInOurSubnets', () => null),
  ],
  [
    'a role of jobs with all of a service',
    ['guardrails/narrow-rights'],
    (draft) =>
      draft.append(role(draft, 'acme-jobs-sales'), inline, {
        Effect: 'Allow',
        Action: 'ecr:*',
        Resource: `arn:aws:ecr:eu-central-1:${account}:repository/x`,
      }),
  ],
  [
    'a role of flows that takes on others',
    ['guardrails/narrow-rights'],
    (draft) =>
      draft.append(role(draft, 'acme-flows-sales'), inline, {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Resource: admin,
      }),
  ],
  [
    'a role of jobs for flows, and for any account',
    ['guardrails/trusts'],
    (draft) =>
      draft.append(role(draft, 'acme-jobs-sales'), trustList, {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: 'states.amazonaws.com' },
      }),
  ],
  [
    'an endpoint with the credentials of others',
    ['guardrails/endpoint-callers'],
    (draft) =>
      edit(draft, first(draft, 'AWS::EC2::VPCEndpoint', '.sts"'), 'OwnPrincipalsOwnResources', (one) => ({
        ...one,
        Condition: { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } },
      })),
  ],
  [
    'a space of somebody else',
    ['guardrails/spaces'],
    set('AWS::SageMaker::Space', 'OwnershipSettings.OwnerUserProfileName', 'zq7'),
  ],
  [
    'a space that others open',
    ['guardrails/spaces'],
    set('AWS::SageMaker::Space', 'SpaceSharingSettings.SharingType', 'Shared'),
  ],
  ['a store that forgets', ['guardrails/stores'], set(bucket, 'VersioningConfiguration.Status', 'Suspended')],
  [
    'a store for any page',
    ['unsafe-value'],
    set(bucket, 'CorsConfiguration', { CorsRules: [{ AllowedOrigins: ['https://*'], AllowedMethods: ['GET'] }] }),
  ],
  [
    'a store with access lists',
    ['unsafe-value'],
    set(bucket, 'OwnershipControls', { Rules: [{ ObjectOwnership: 'ObjectWriter' }] }),
  ],
  [
    'a warehouse in the clear',
    ['unsafe-value'],
    set('AWS::RedshiftServerless::Workgroup', 'ConfigParameters', [
      { ParameterKey: 'require_ssl', ParameterValue: 'false' },
    ]),
  ],
  [
    'notebooks that are shared',
    ['unsafe-value'],
    set('AWS::SageMaker::Domain', 'DefaultUserSettings.SharingSettings.NotebookOutputOption', 'Allowed'),
  ],
  [
    'a name server that answers for anybody',
    ['guardrails/known-names'],
    set('AWS::Route53Resolver::FirewallRuleGroup', 'FirewallRules[1].Action', 'ALLOW'),
  ],
  [
    'a network that nobody watches',
    ['guardrails/flow-logs'],
    (draft) => draft.remove(first(draft, 'AWS::EC2::FlowLog')),
  ],
  [
    'packages of anybody',
    ['guardrails/package-origins'],
    set('AWS::CodeArtifact::PackageGroup', 'OriginConfiguration.Restrictions.Publish', block),
  ],
  [
    'a warehouse of another project',
    ['guardrails/project-tags'],
    set('AWS::RedshiftServerless::Workgroup', 'Tags', [{ Key: 'atelier:project', Value: 'churn' }], 'sales'),
  ],
  [
    'tracking in the role of an administrator',
    ['guardrails/working-roles'],
    set('AWS::SageMaker::MlflowTrackingServer', 'RoleArn', admin),
  ],
  [
    'home folders out of reach',
    ['guardrails/home-folders'],
    (draft) => draft.remove(first(draft, 'AWS::EC2::SecurityGroupEgress', '2049')),
  ],
  [
    'old TLS',
    ['guardrails/ways-in'],
    (draft) => edit(draft, first(draft, 'AWS::S3::BucketPolicy', 'WrittenOnce'), 'NoOldTls', () => null),
  ],
  [
    'a registered model that is written again',
    ['guardrails/ways-in'],
    (draft) => edit(draft, first(draft, 'AWS::S3::BucketPolicy', 'WrittenOnce'), 'WrittenOnce', () => null),
  ],
  [
    'access logs of strangers',
    ['guardrails/ways-in'],
    (draft) =>
      edit(
        draft,
        first(draft, 'AWS::S3::BucketPolicy', 'DeliverLogsOfThisAccount'),
        'DeliverLogsOfThisAccount',
        ({ Condition: _, ...one }) => one,
      ),
  ],
  [
    'a key that anybody grants',
    ['guardrails/ways-in'],
    (draft) =>
      edit(
        draft,
        first(draft, 'AWS::KMS::Key'),
        'GrantsToServicesByIam',
        ({ Condition: _, ...one }) => one,
        'Properties.KeyPolicy.Statement',
      ),
  ],
];
