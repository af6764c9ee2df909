import { workspaceTag } from '../layout/workspace-tags.ts';
import { jobsStayInside } from './job-limits.ts';
import { namedKinds, namedThings } from './named-things.ts';
import { deny, denyElsewhere, type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { arnOf, type PolicyGround } from './policy-ground.ts';
import { onlyFromThere, openStudio } from './sign-in-policy.ts';
import { changeSpace, ownProfile, stayInBrowser } from './space-rights.ts';
import { stayWithBuckets } from './storage-rights.ts';

/** Managed policy of everybody, whatever the role: work stays in the network, the domain and the buckets of the workspace. */
export function insidePolicy(ground: PolicyGround): PolicyDocument {
  const startSpaces = ['sagemaker:CreateApp', 'sagemaker:CreateSpace', 'sagemaker:UpdateSpace'];
  return policyDocument([
    insideTheNetwork(ground),
    ...onlyFromThere(ground, unlessService),
    ...othersProfiles(ground),
    ...stayInBrowser(ground),
    ourBuckets(ground),
    ...jobsStayInside(ground, startSpaces),
    ...(ground.workspace.studio.isolateDomain ? [stayInDomain(ground)] : []),
  ]);
}

/** Buckets of others are out of reach, but for those that a project was given. */
export function ourBuckets(ground: PolicyGround): IamStatement {
  const grants = ground.workspace.projects.flatMap(({ buckets }) => buckets);
  return stayWithBuckets(ground, grants);
}

/** Nobody signs in as somebody else, or works in a private space of somebody else. */
function othersProfiles(ground: PolicyGround): IamStatement[] {
  const own = ownProfile(ground);
  return [
    denyElsewhere('NobodyElse', [openStudio], [own]),
    deny('NobodyElsesSpaces', [...changeSpace, 'sagemaker:CreateApp'], ['*'], {
      StringEquals: { 'sagemaker:SpaceSharingType': 'Private' },
      StringNotEquals: { 'sagemaker:OwnerUserProfileArn': own },
    }),
  ];
}

/** Calls by which data or a way to it leaves; each carries the network it came through. */
const onlyFromTheNetwork = [
  'codecommit:GitPull',
  'codecommit:GitPush',
  'redshift-data:*',
  'redshift-serverless:GetCredentials',
  's3:*Object*',
  's3:ListBucket*',
  'sagemaker-mlflow:*',
  'sagemaker:CallMlflowAppApi',
  'sagemaker:CreatePresignedMlflow*',
  'sagemaker:InvokeEndpoint*',
  'ssm:GetParameter*',
];

/** A service that goes on with somebody's call comes from its own network. */
const unlessService = { BoolIfExists: { 'aws:ViaAWSService': 'false' } };

function insideTheNetwork({ ids }: PolicyGround): IamStatement {
  return deny('InsideTheNetwork', onlyFromTheNetwork, ['*'], {
    StringNotEquals: { 'aws:SourceVpc': ids.vpc },
    ...unlessService,
  });
}

/** Nothing of another domain or workspace is seen, changed or deleted, unless Studio or Atelier has tagged it as ours. */
function stayInDomain(ground: PolicyGround): IamStatement {
  const { domain } = ground.ids;
  const { workspace } = ground.names;
  const ours = [
    `domain/${domain}`,
    `user-profile/${domain}/*`,
    `space/${domain}/*`,
    `app/${domain}/*`,
    `project/${workspace}-*`,
    'image/*',
    'image-version/*',
    'app-image-config/*',
  ];
  return denyElsewhere(
    'StayInDomain',
    ['sagemaker:Update*', 'sagemaker:Delete*', 'sagemaker:Describe*'],
    [
      ...ours.map((resource) => arnOf(ground, 'sagemaker', resource)),
      ...namedThings(ground, namedKinds, [`${workspace}--`]),
    ],
    {
      StringNotEquals: {
        'aws:ResourceTag/sagemaker:domain-arn': arnOf(ground, 'sagemaker', `domain/${domain}`),
        [`aws:ResourceTag/${workspaceTag}`]: workspace,
      },
    },
  );
}
