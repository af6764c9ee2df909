import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/** Where the file wants it, every connection in a network of ours is written down. */
export function checkFlowLogs({ evaluated, workspace: { network } }: Guarded): GuardrailFinding[] {
  if (network.kind !== 'new' || !network.flowLogs) return [];
  const all = evaluated.flatMap(({ resources }) => resources);
  const logged = new Set(
    all
      .filter(({ type, properties }) => type === 'AWS::EC2::FlowLog' && properties.TrafficType === 'ALL')
      .map(({ properties }) => String(properties.ResourceId)),
  );
  return all
    .filter(({ type, stack, logicalId }) => type === 'AWS::EC2::VPC' && !logged.has(`⟨${stack}/${logicalId}⟩`))
    .map(({ stack, logicalId }) =>
      failure(
        { stack, resource: logicalId },
        'Nobody knows who spoke to whom in this network: no flow log writes all of it down',
        'Make a flow log of the network with TrafficType ALL, or write network.flowLogs: false.',
      ),
    );
}
