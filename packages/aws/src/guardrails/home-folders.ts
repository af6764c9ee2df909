import type { EvaluatedResource, ValueMap } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

const nfs = 2049;

/** Address of a line that stands for none. */
const nowhere = '127.0.0.1/32';

/**
 * Notebooks find their home folders: "NFS traffic over TCP on port 2049 between the domain and the Amazon EFS volume" is let
 * through (SageMaker guide, "Connect Amazon SageMaker Studio in a VPC to External Resources"). Groups of others are not seen.
 */
export function checkHomeFolders({ evaluated }: Guarded): GuardrailFinding[] {
  const all = evaluated.flatMap(({ resources }) => resources);
  const groups = all.filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
  const domains = all.filter(({ type }) => type === 'AWS::SageMaker::Domain');
  return domains.flatMap(({ properties }) => {
    const named = [valueAt(properties, 'DefaultUserSettings.SecurityGroups') ?? []].flat().map(String);
    const own = groups.filter((group) => named.some((name) => isOf(name, group)));
    if (own.length === 0 || own.length < named.length || own.some((group) => opensFiles(group, all))) return [];
    return own
      .slice(0, 1)
      .map(({ stack, logicalId }) =>
        failure(
          { stack, resource: logicalId, path: 'Properties.SecurityGroupEgress' },
          `Notebooks may not open connections on ${nfs}, so that they do not find their home folders`,
          `Let members of the group reach each other on TCP ${nfs}.`,
        ),
      );
  });
}

function isOf(name: string, { stack, logicalId }: EvaluatedResource): boolean {
  return name === `⟨${stack}/${logicalId}.GroupId⟩` || name === `⟨${stack}/${logicalId}⟩`;
}

function opensFiles(group: EvaluatedResource, all: readonly EvaluatedResource[]): boolean {
  const inline = [group.properties.SecurityGroupEgress ?? []].flat() as readonly ValueMap[];
  const added = all
    .filter(
      ({ type, properties }) => type === 'AWS::EC2::SecurityGroupEgress' && isOf(String(properties.GroupId), group),
    )
    .map(({ properties }) => properties);
  return [...inline, ...added].some(
    ({ IpProtocol, FromPort, ToPort, CidrIp }) =>
      (String(IpProtocol) === '-1' && CidrIp !== nowhere) || (Number(FromPort) <= nfs && Number(ToPort) >= nfs),
  );
}
