import { failure, type Guarded, type GuardrailFinding, warning } from './guardrail.ts';

/** How many of something an account may have before it asks for more. */
export interface Quota {
  readonly id: string;
  readonly what: string;
  readonly types: readonly string[];
  readonly most: number;
  /** A value of the documentation, or one that is taken from experience of others and may differ. */
  readonly certainty: 'documented' | 'assumed';
  readonly source: string;
  /** Counted for each value of this property instead of for the account. */
  readonly per?: string;
}

const iam = 'IAM and STS quotas, IAM User Guide';
const privateLink = 'AWS PrivateLink quotas';
const vpc = 'Amazon VPC quotas, VPC User Guide';
const redshift = 'Quotas and limits in Amazon Redshift, Management Guide';
const sagemaker = 'Amazon SageMaker AI endpoints and quotas, General Reference; differs between accounts';

/** Quotas that a large workspace meets first, as every account begins with them. */
const quotas: readonly Quota[] = [
  { id: 'roles', what: 'IAM roles', types: ['AWS::IAM::Role'], most: 1_000, certainty: 'documented', source: iam },
  {
    id: 'managed-policies',
    what: 'IAM managed policies',
    types: ['AWS::IAM::ManagedPolicy'],
    most: 1_500,
    certainty: 'documented',
    source: iam,
  },
  {
    id: 'buckets',
    what: 'S3 buckets',
    types: ['AWS::S3::Bucket'],
    most: 10_000,
    certainty: 'documented',
    source: 'Bucket quotas, limitations, and restrictions, S3 User Guide',
  },
  { id: 'vpcs', what: 'VPCs', types: ['AWS::EC2::VPC'], most: 5, certainty: 'documented', source: vpc },
  {
    id: 'subnets',
    what: 'subnets of a VPC',
    types: ['AWS::EC2::Subnet'],
    most: 200,
    certainty: 'documented',
    source: vpc,
    per: 'VpcId',
  },
  {
    id: 'interface-endpoints',
    what: 'interface endpoints of a VPC',
    types: ['AWS::EC2::VPCEndpoint'],
    most: 50,
    certainty: 'documented',
    source: privateLink,
    per: 'VpcId',
  },
  {
    id: 'warehouses',
    what: 'Redshift Serverless workgroups',
    types: ['AWS::RedshiftServerless::Workgroup'],
    most: 25,
    certainty: 'assumed',
    source: redshift,
  },
  {
    id: 'domains',
    what: 'Studio domains',
    types: ['AWS::SageMaker::Domain'],
    most: 20,
    certainty: 'assumed',
    source: sagemaker,
  },
  {
    id: 'profiles',
    what: 'Studio user profiles of a domain',
    types: ['AWS::SageMaker::UserProfile'],
    most: 60,
    certainty: 'assumed',
    source: sagemaker,
    per: 'DomainId',
  },
  {
    id: 'spaces',
    what: 'Studio spaces of a domain',
    types: ['AWS::SageMaker::Space'],
    most: 100,
    certainty: 'assumed',
    source: sagemaker,
    per: 'DomainId',
  },
  {
    id: 'tracking-servers',
    what: 'MLflow tracking servers and apps',
    types: ['AWS::SageMaker::MlflowTrackingServer', 'AWS::SageMaker::MlflowApp'],
    most: 100,
    certainty: 'assumed',
    source: sagemaker,
  },
  {
    id: 'repositories',
    what: 'CodeCommit repositories',
    types: ['AWS::CodeCommit::Repository'],
    most: 5_000,
    certainty: 'documented',
    source: 'Quotas in AWS CodeCommit, User Guide',
  },
  {
    id: 'parameters',
    what: 'SSM parameters',
    types: ['AWS::SSM::Parameter'],
    most: 10_000,
    certainty: 'documented',
    source: 'AWS Systems Manager endpoints and quotas, General Reference',
  },
];

const mostStacks = 2_000;

/** The account may have as many of everything as the workspace needs, as far as an account begins with. */
export function checkQuotas(guarded: Guarded): GuardrailFinding[] {
  const { granted = {}, templates } = guarded;
  const counted = quotas.map((quota) => ({ quota, count: countOf(guarded, quota) }));
  const stacks: Quota = {
    id: 'stacks',
    what: 'CloudFormation stacks',
    types: [],
    most: mostStacks,
    certainty: 'documented',
    source: 'CloudFormation quotas, User Guide',
  };
  return [{ quota: stacks, count: templates.length }, ...counted].flatMap(({ quota, count }) => {
    const most = granted[quota.id] ?? quota.most;
    if (count <= most) return [];
    const known =
      granted[quota.id] === undefined
        ? `an account begins with ${most} (${quota.certainty}: ${quota.source})`
        : `the account has ${most}`;
    const fix = 'Ask for a quota increase in Service Quotas before deploying.';
    // What an account begins with is no longer true of many; what this one has been given is.
    const told = granted[quota.id] === undefined ? warning : failure;
    return [told({}, `The workspace needs ${count} ${quota.what}; ${known}`, fix)];
  });
}

/** The most that one account, or one of what the quota is per, would have. */
function countOf({ evaluated }: Guarded, { types, per }: Quota): number {
  const counts = new Map<string, number>();
  for (const { type, properties } of evaluated.flatMap((stack) => stack.resources)) {
    if (!types.includes(type)) continue;
    if (type === 'AWS::EC2::VPCEndpoint' && properties.VpcEndpointType !== 'Interface') continue;
    const key = per === undefined ? '' : JSON.stringify(properties[per] ?? null);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
