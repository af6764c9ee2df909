import type { Workspace } from '@atelier/core';
import { addressFindings } from './address-findings.ts';
import { existingNetworkFindings } from './existing-network-findings.ts';
import type { NetworkFinding } from './network-finding.ts';

/** Findings against a network, whether it will be made or is there already. */
export function networkFindings(workspace: Workspace): readonly NetworkFinding[] {
  return [...existingNetworkFindings(workspace), ...addressFindings(workspace)];
}
