import type { Tracking } from '../../model/tracking.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';

/**
 * What keeps experiments: as the file says, or else what its network reaches.
 *
 * An isolated network reaches a server through an endpoint. The host of an app has none that AWS documents (its page
 * "Connecting to an MLflow tracking server through an Interface VPC Endpoint" speaks of servers alone).
 */
export function trackingKind({ tracking, network }: Pick<WorkspaceFile, 'tracking' | 'network'>): Tracking['kind'] {
  return tracking.kind ?? (network.mode === 'isolated' ? 'server' : 'app');
}
