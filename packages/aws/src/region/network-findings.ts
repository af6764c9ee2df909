import { regionNamed } from '@atelier/aws-regions';
import { type ExistingNetworkSettings, requiredServices, type Workspace } from '@atelier/core';
import { endpointServices } from '../endpoints/endpoint-services.ts';
import { namesOf } from '../names.ts';
import { addressFindings } from './address-findings.ts';
import { endpointPolicyFindings } from './endpoint-policy-findings.ts';
import { existingEndpointFindings } from './existing-endpoint-findings.ts';
import { type NetworkFinding, networkFinding } from './network-finding.ts';
import { routeFindings } from './route-findings.ts';
import { sharedNetworkFindings } from './shared-network-findings.ts';
import { subnetFindings } from './subnet-findings.ts';

/** Findings against a network, whether it will be made or is there already. */
export function networkFindings(workspace: Workspace): readonly NetworkFinding[] {
  return [...existingNetworkFindings(workspace), ...addressFindings(workspace)];
}

/** Findings against a network that is there already, from its description; none against one that will be made. */
export function existingNetworkFindings(workspace: Workspace): readonly NetworkFinding[] {
  const { network } = workspace;
  if (network.kind === 'new') return [];
  const { description } = network;
  const required = endpointServices(requiredServices(workspace));
  const policies = endpointPolicyFindings(network, description, { required, objects: objectsOf(workspace) });
  if (description === null) return [notDescribed(network), ...policies];
  return [
    ...subnetFindings(network, description),
    ...routeFindings(network, description),
    ...existingEndpointFindings(network, description, required),
    ...sharedNetworkFindings(network, description, { required, account: workspace.aws?.account ?? null }),
    ...policies,
  ];
}

/** Objects that notebooks and jobs read: those of the projects, where the account is known, and layers of images. */
function objectsOf({ name, aws, projects }: Workspace): readonly string[] {
  if (aws === null) return [];
  const { region, account, iam } = aws;
  const arn = (bucket: string) => `arn:${regionNamed(region)?.partition ?? 'aws'}:s3:::${bucket}/*`;
  // Image layers come from a bucket of ECR (Amazon ECR guide, "Minimum Amazon S3 Bucket Permissions for Amazon ECR").
  const layers = arn(`prod-${region}-starport-layer-bucket`);
  if (account === null) return [layers];
  const names = namesOf(name, { partition: 'aws', region, account }, iam.rolePath);
  const buckets = projects.flatMap((project) =>
    (['data', 'artifacts', 'sandboxes'] as const).map((bucket) => names.projectBucket(project.name, bucket)),
  );
  return [...buckets.map(arn), layers];
}

function notDescribed({ vpc }: ExistingNetworkSettings): NetworkFinding {
  const message = `Nothing is known of ${vpc}: whether its subnets have an internet route, names that resolve and free addresses.`;
  const fix = `Save what AWS says of it and name the file in network.existing.description; docs/existing-network.md has the commands.`;
  return networkFinding('warning', 'NetworkNotDescribed', message, fix);
}
