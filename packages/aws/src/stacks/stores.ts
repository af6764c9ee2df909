import { AccessLogsBucket, studioCors, TeamBucket, TeamKey, type TeamNetwork } from '@atelier/constructs';
import { type PieceOf, piecesOf } from '@atelier/core';
import { deliveriesOf } from '../access/deliveries.ts';
import { registeredOnce } from '../access/registered-models.ts';
import { rolesOfWork } from '../access/roles-of-work.ts';
import { operatorArns } from '../layout/operators.ts';
import { type Built, made, type Site } from './builder.ts';
import { projectNamed } from './ground.ts';

/** The key of everything that is stored. */
export function buildKey(_: PieceOf<'key'>, { stack, workspace, names }: Site): Built<'key'> {
  const description = `Everything that the workspace ${workspace.name} stores`;
  const deliveries = workspace.projects.flatMap((project) => {
    const found = deliveriesOf(project);
    const bucketArn = `arn:${names.place.partition}:s3:::${names.projectBucket(project.name, 'data')}`;
    return found === undefined ? [] : [{ ...found, bucketArn }];
  });
  return { leaves: new TeamKey(stack, 'Key', { alias: names.keyAlias, description, deliveries }) };
}

/** Where S3 writes who read and wrote what. */
export function buildAccessLogs(_: PieceOf<'access-logs'>, { stack, names }: Site): Built<'access-logs'> {
  new AccessLogsBucket(stack, 'AccessLogs', { bucketName: names.accessLogsBucket });
  return made;
}

/** The endpoint for S3 where it is ours; the VPC where it was there before, for its owner may replace it any day. */
export function reachedFrom({ s3EndpointId, vpcId }: TeamNetwork) {
  return s3EndpointId === undefined ? { vpcId } : { endpointIds: [s3EndpointId] };
}

/** The buckets of a project. */
export function buildProjectStores({ project }: PieceOf<'project-stores'>, site: Site): Built<'project-stores'> {
  const { stack, workspace, blueprint, names, policies, needed } = site;
  const { network } = needed('network');
  const tracked = piecesOf(blueprint, 'tracking').filter((tracking) => tracking.project.name === project.name);
  const viaRoles = tracked.map(() => names.roleArn(names.trackingRole(project.name)));
  const isShown = tracked.some(({ tracking }) => tracking.bucket === null);
  const deliveries = deliveriesOf(projectNamed(site, project.name));
  for (const bucket of ['data', 'artifacts', 'sandboxes'] as const) {
    new TeamBucket(stack, `Store-${bucket}`, {
      bucketName: names.projectBucket(project.name, bucket),
      kmsKeyArn: needed('key').keyArn,
      accessLogsBucketName: names.accessLogsBucket,
      operators: operatorArns(workspace.aws, names),
      workRoles: rolesOfWork(names, project.name),
      ...reachedFrom(network),
      ...(bucket === 'data' && deliveries !== undefined ? { deliveries } : {}),
      ...(bucket === 'artifacts' ? { viaRoles, writeOnce: registeredOnce(policies, project.name) } : {}),
      // The stacks of projects are made beside that of the domain, whose id they do not know.
      ...(bucket === 'artifacts' && isShown ? { cors: [studioCors('d-*')] } : {}),
    });
  }
  return made;
}
