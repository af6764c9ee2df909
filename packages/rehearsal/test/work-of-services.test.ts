import { synthesise } from '@atelier/aws';
import type { World } from '@atelier/simulated-aws';
import { describe, expect, test } from 'vitest';
import { callerIn, judge, serviceCaller } from '../../simulated-aws/src/authorise/judge.ts';
import type { JsonMap, StoredResource } from '../../simulated-aws/src/world/resource-store.ts';
import { tagsIn } from '../../simulated-aws/src/world/tags.ts';
import { accountFor, deploy, files } from './deployed-examples.ts';

type Right = Parameters<typeof judge>[0];

/** What a service does by itself once a workspace is there: whether it may, in an account and for a thing of an account. */
interface Work {
  readonly what: string;
  may(world: World, sourceAccount?: string): boolean;
  /** What lets it: a resource that is taken away, or loses its policies. */
  readonly by: StoredResource;
}

/** S3 writes the access logs of a bucket into another one (S3 User Guide, "Enabling Amazon S3 server access logging"). */
function accessLogs({ resources, partition, account }: World): readonly Work[] {
  return resources.list('AWS::S3::Bucket').flatMap(({ id, properties }): Work[] => {
    const { DestinationBucketName: to, LogFilePrefix = '' } = (properties.LoggingConfiguration ?? {}) as JsonMap;
    const by = resources.get('AWS::S3::BucketPolicy', String(to));
    if (to === undefined || by === undefined) return [];
    const right = (of: string): Right => ({
      action: 's3:PutObject',
      resource: `arn:${partition}:s3:::${to}/${LogFilePrefix}2026-01-01`,
      source: { 'aws:SourceAccount': of, 'aws:SourceArn': `arn:${partition}:s3:::${id}` },
      facts: { 's3:ObjectCreationOperation': 'true' },
    });
    const may = (world: World, of = account) =>
      judge(right(of), serviceCaller('logging.s3.amazonaws.com'), 'outside', world) === undefined;
    return [{ what: `access logs of ${id}`, may, by }];
  });
}

/** A role whose session does something, and what it does. */
function byRole(what: string, arn: unknown, right: Right, { resources, partition, account }: World): readonly Work[] {
  const by = resources.list('AWS::IAM::Role').find(({ attributes }) => attributes.Arn === arn);
  if (by === undefined) return [];
  const session = { arn: `arn:${partition}:sts::${account}:assumed-role/${by.id}/work` };
  return [{ what, by, may: (world) => judge(right, callerIn(session, world), 'outside', world) === undefined }];
}

/** EC2 writes flow logs as the role that it was given. */
function flowLogs(world: World): readonly Work[] {
  return world.resources.list('AWS::EC2::FlowLog').flatMap(({ id, properties }) =>
    ['logs:CreateLogStream', 'logs:PutLogEvents'].flatMap((action) => {
      const resource = String(properties.LogDestination).replace(/:\*$/, ':log-stream:eni-1');
      return byRole(`${action} of ${id}`, properties.DeliverLogsPermissionArn, { action, resource }, world);
    }),
  );
}

/** Schedules call SageMaker as the role of their target. */
function schedules(world: World): readonly Work[] {
  const { resources, partition, region, account } = world;
  return resources.list('AWS::Scheduler::Schedule').flatMap(({ id, properties }) => {
    const { Arn = '', RoleArn, Input = '{}' } = properties.Target as Readonly<Record<string, string>>;
    const [, first = '', rest = ''] = /:sagemaker:(.)(.*)$/.exec(Arn) ?? [];
    const { TrackingServerName: name } = JSON.parse(Input) as Readonly<Record<string, string>>;
    const server = resources.get('AWS::SageMaker::MlflowTrackingServer', String(name));
    const right = {
      action: `sagemaker:${first.toUpperCase()}${rest}`,
      resource: `arn:${partition}:sagemaker:${region}:${account}:mlflow-tracking-server/${name}`,
      tags: tagsIn(server?.properties.Tags),
    };
    return byRole(`schedule ${id}`, RoleArn, right, world);
  });
}

/** The same account without what lets a service do its work. */
function without({ by }: Work, world: World): World {
  const other = world.copy();
  if (by.type === 'AWS::IAM::Role') {
    const { ManagedPolicyArns: _, Policies: __, ...properties } = by.properties;
    other.resources.put({ ...by, properties });
    for (const { type, id, properties: found } of other.resources.list())
      if (/^AWS::IAM::(Managed)?Policy$/.test(type) && [found.Roles ?? []].flat().includes(by.id))
        other.resources.remove(type, id);
  } else other.resources.remove(by.type, by.id);
  return other;
}

/** How much of it each example has. */
const counted: Readonly<Record<string, number>> = {
  acme: 7,
  company: 5,
  existing: 3,
  migration: 5,
  'unified-studio': 5,
  'one with Spark': 5,
};

describe.each(Object.entries(files))('in %s', (name, file) => {
  test('services may do what they are to do by themselves, for this account alone, and only by what lets them', async () => {
    const workspace = await file();
    const world = accountFor(workspace);
    expect(deploy(world, (await synthesise(workspace)).stacks)).toEqual([]);
    const works = [...accessLogs(world), ...flowLogs(world), ...schedules(world)];
    expect(works.filter(({ may }) => !may(world)).map(({ what }) => what)).toEqual([]);
    expect(works.filter((work) => work.may(without(work, world))).map(({ what }) => what)).toEqual([]);
    const logs = accessLogs(world);
    expect(logs.filter(({ may }) => may(world, '999988887777'))).toEqual([]);
    expect(works.length).toBe(counted[name]);
  });
});
