import { isShared } from '@atelier/core';
import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { runFolder } from '../access/run-files.ts';
import type { AskedJourney, JourneyRequest } from './asked-journey.ts';
import { takeOn } from './assume.ts';
import { type ApiCall, call } from './calls/api-call.ts';
import { keyCalls } from './key-calls.ts';

/** A server keeps the files of runs in its own name, and a schedule starts and stops it. */
export function* trackingJourneys(ground: PolicyGround): Generator<AskedJourney> {
  for (const { who, role, bucket, folder, server, schedule } of trackingsOf(ground)) {
    const file = `${bucket}/${folder}1/model.pkl`;
    const calls = [
      call('s3:ListBucket', bucket, { 's3:prefix': folder }),
      call('s3:GetObject', file),
      call('s3:PutObject', file),
    ];
    const keep = [...calls, ...keyCalls(ground, 's3', ['Decrypt', 'GenerateDataKey'])];
    yield {
      who,
      journey: 'keep the files of runs',
      requests: [takeOn(ground, role, 'sagemaker.amazonaws.com'), ...inTheirName(role, keep)],
      unknown: null,
    };
    if (schedule === null) continue;
    const verbs = ['StartMlflowTrackingServer', 'StopMlflowTrackingServer'];
    const hours = verbs.map((verb) => call(`sagemaker:${verb}`, arnOf(ground, 'sagemaker', server)));
    yield {
      who,
      journey: 'start and stop at its hours',
      requests: [takeOn(ground, schedule, 'scheduler.amazonaws.com'), ...inTheirName(schedule, hours)],
      unknown: null,
    };
  }
}

interface TrackingFacts {
  readonly who: string;
  readonly role: string;
  /** ARN of the bucket of its files. */
  readonly bucket: string;
  /** Beginning of their keys. */
  readonly folder: string;
  readonly server: string;
  /** Role that keeps its hours; null: it has none. */
  readonly schedule: string | null;
}

function trackingsOf(ground: PolicyGround): readonly TrackingFacts[] {
  const { names, workspace } = ground;
  const { tracking, projects } = workspace;
  // Without a project nothing is logged, and no server is made.
  if (tracking.kind === 'none' || projects.length === 0) return [];
  const hasHours = tracking.kind === 'server' && tracking.hours !== null;
  if (isShared(tracking)) {
    const role = names.workspaceTrackingRole;
    const server = `mlflow-tracking-server/${names.workspaceTracking(tracking.name)}`;
    const schedule = hasHours ? names.workspaceScheduleRole : null;
    const bucket = bucketArn(ground, names.workspaceTrackingBucket);
    return [{ who: 'tracking', role, bucket, folder: '', server, schedule }];
  }
  return projects.map(({ name }) => ({
    who: `tracking of ${name}`,
    role: names.trackingRole(name),
    bucket: bucketArn(ground, tracking.bucket ?? names.projectBucket(name, 'artifacts')),
    folder: `${runFolder(tracking, name)}/`.replace(/^\/+/, ''),
    server: `mlflow-tracking-server/${names.tracking(name, tracking.name)}`,
    schedule: hasHours ? names.scheduleRole(name) : null,
  }));
}

function inTheirName(role: string, calls: readonly ApiCall[]): readonly JourneyRequest[] {
  return calls.map((each) => ({ role, session: 'SageMaker', call: each, from: 'service' }));
}
