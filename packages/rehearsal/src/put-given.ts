import { bootstrapQualifier } from '@atelier/aws';
import type { SignInProvider, StudioImage, Workspace } from '@atelier/core';
import type { World } from '@atelier/simulated-aws';
import { putExistingNetwork } from './existing-network.ts';

/**
 * Puts into an account what a workspace's file says is there already: a network, images, buckets, providers and roles of
 * others.
 */
export function putGiven(world: World, workspace: Workspace): void {
  const { network, studio, tracking, projects, signIn, aws } = workspace;
  if (network.kind === 'existing') putExistingNetwork(world, network);
  if (studio.image !== null) putImage(world, studio.image);
  const buckets = [
    ...(tracking.kind === 'none' || tracking.bucket === null ? [] : [tracking.bucket]),
    ...projects.flatMap((project) => project.buckets.map(({ bucket }) => bucket.replace(/\*$/, 'any'))),
  ];
  for (const BucketName of buckets) put(world, 'AWS::S3::Bucket', BucketName, { BucketName });
  if (signIn.provider !== null) putProvider(world, signIn.provider);
  // The first operator is made with its rights, before each phase anew: no phase has touched it.
  const [operator, ...others] = aws?.operators ?? [];
  const principals = [...others, ...projects.flatMap(({ deliverFrom }) => deliverFrom?.senders ?? [])];
  for (const arn of principals) if (arn !== operator) putRole(world, arn);
}

/** Who signs people in; its trust names it in the account that is deployed to, whatever account the file says. */
function putProvider(world: World, { kind, arn }: SignInProvider): void {
  const here = arn.split(':').with(1, world.partition).with(4, world.account).join(':');
  if (kind === 'saml') put(world, 'AWS::IAM::SAMLProvider', here, {});
  else if (kind === 'oidc') put(world, 'AWS::IAM::OIDCProvider', here, {});
  else putRole(world, here);
}

/** Puts an image of notebooks into an account, with how it is used. */
export function putImage(world: World, { name, appConfig }: StudioImage): void {
  const ImageArn = `arn:${world.partition}:sagemaker:${world.region}:${world.account}:image/${name}`;
  put(world, 'AWS::SageMaker::Image', ImageArn, { ImageName: name }, { ImageArn });
  put(world, 'AWS::SageMaker::AppImageConfig', appConfig, { AppImageConfigName: appConfig });
}

/** Makes the CDK's roles that the file names, like those that its bootstrap has made, with the rights to one another. */
export function putBootstrapRoles(world: World, { aws }: Workspace): void {
  if (aws === null) return;
  const kinds = {
    'cfn-exec-role': aws.synthesizer.cloudFormationExecutionRole,
    'deploy-role': aws.synthesizer.deployRoleArn,
    'file-publishing-role': aws.synthesizer.fileAssetPublishingRoleArn,
    'image-publishing-role': aws.synthesizer.imageAssetPublishingRoleArn,
    'lookup-role': aws.synthesizer.lookupRoleArn,
  };
  const twins = Object.entries(kinds).flatMap(([kind, arn]): Twin[] => {
    const usual = `cdk-${bootstrapQualifier({ aws })}-${kind}-${world.account}-${world.region}`;
    return arn === null ? [] : [{ usual, arn }];
  });
  for (const twin of twins) putTwin(world, twin, twins);
}

interface Twin {
  /** Name of the role that the bootstrap has made. */
  readonly usual: string;
  /** ARN of the one that the file names in its place. */
  readonly arn: string;
}

function putTwin(world: World, { usual, arn }: Twin, twins: readonly Twin[]): void {
  const role = world.resources.get('AWS::IAM::Role', usual);
  if (role === undefined) throw new Error(`The bootstrap has made no role ${usual}.`);
  const renamed = (properties: Properties): Properties => {
    const text = twins.reduce(
      (json, twin) => json.replaceAll(`arn:${world.partition}:iam::${world.account}:role/${twin.usual}`, twin.arn),
      JSON.stringify(properties),
    );
    return JSON.parse(text) as Properties;
  };
  putRole(world, arn, renamed(role.properties));
  for (const policy of world.resources.list('AWS::IAM::Policy')) {
    if (![policy.properties.Roles ?? []].flat().includes(usual)) continue;
    const Roles = [arn.replace(/^.*\//, '')];
    put(world, policy.type, `${policy.id}-of-${Roles[0]}`, { ...renamed(policy.properties), Roles });
  }
}

type Properties = Parameters<World['resources']['put']>[0]['properties'];

/** Puts a role that others have made into an account, unless it is of another one. */
export function putRole(world: World, arn: string, like: Properties = {}): void {
  const [, account, path = '/', name] = /^arn:[^:]*:iam::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  if (account !== world.account || name === undefined) return;
  put(world, 'AWS::IAM::Role', name, { ...like, RoleName: name, Path: path }, { Arn: arn });
}

function put(world: World, type: string, id: string, properties: Properties, attributes: Properties = {}): void {
  const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };
  world.resources.put({ ...loose, type, id, properties, attributes: attributes as Record<string, string> });
}
