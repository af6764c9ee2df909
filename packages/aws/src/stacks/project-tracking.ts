import { TrackingApp, TrackingServer } from '@atelier/constructs';
import { runFolder } from '../access/run-files.ts';
import { piecesOf } from './ground.ts';
import type { ProjectGround } from './project-stack.ts';
import { roleSettings } from './role-settings.ts';

/** Experiments of a project; the ARN is the tracking address of MLflow clients. Null: the file wants none. */
export function projectTracking(parts: ProjectGround): string | null {
  const { stack, plan, names, project, key } = parts;
  const [piece] = piecesOf(plan, 'tracking').filter((candidate) => candidate.project.name === project.name);
  if (piece === undefined) return null;
  const { tracking } = piece;
  const common = {
    name: names.tracking(project.name, tracking.name),
    store: {
      bucketName: tracking.bucket ?? names.projectBucket(project.name, 'artifacts'),
      prefix: runFolder(tracking, project.name),
      kmsKeyArn: key.keyArn,
    },
    ...(tracking.autoRegister
      ? { autoRegistration: { modelPackageGroups: `${names.projectPrefix(project.name)}*` } }
      : {}),
    ...(tracking.maintenance === null ? {} : { weeklyMaintenanceStart: tracking.maintenance }),
    role: { roleName: names.trackingRole(project.name), ...roleSettings(parts) },
  };
  if (tracking.kind === 'app') return new TrackingApp(stack, 'Tracking', common).trackingArn;
  const version = tracking.version === null ? {} : { mlflowVersion: tracking.version };
  return new TrackingServer(stack, 'Tracking', { ...common, ...version, size: tracking.size }).trackingArn;
}
