import type { EvaluatedResource, ValueMap } from '@atelier/cloudformation';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';

/**
 * In an isolated network of ours, names of others are not looked up: the last rule of its firewall blocks every name, and
 * the rules before it know names of AWS and of the file alone.
 */
export function checkKnownNames({ evaluated, workspace }: Guarded): GuardrailFinding[] {
  const { network } = workspace;
  const all = evaluated.flatMap(({ resources }) => resources);
  const vpcs = all.filter(({ type }) => type === 'AWS::EC2::VPC');
  if (network.kind !== 'new' || network.mode !== 'isolated') return [];
  const find = (reference: unknown) =>
    all.find(({ stack, logicalId }) => String(reference).startsWith(`⟨${stack}/${logicalId}`));
  return vpcs.flatMap((vpc) => {
    const association = all.find(
      ({ type, properties }) =>
        type === 'AWS::Route53Resolver::FirewallRuleGroupAssociation' && find(properties.VpcId) === vpc,
    );
    const group = find(association?.properties.FirewallRuleGroupId);
    const why = group === undefined ? 'no firewall holds its look-ups' : openRule(group, find);
    const message = `Names that data is spelled into leave this network: ${why}`;
    return why === null
      ? []
      : [
          failure(
            { stack: vpc.stack, resource: vpc.logicalId },
            message,
            'Block every name but those of AWS and of the file.',
          ),
        ];
  });
}

type Find = (reference: unknown) => EvaluatedResource | undefined;

function openRule({ properties }: EvaluatedResource, find: Find): string | null {
  const rules = [properties.FirewallRules ?? []].flat() as readonly ValueMap[];
  const listed = rules.toSorted((one, other) => Number(one.Priority) - Number(other.Priority));
  const domains = ({ FirewallDomainListId }: ValueMap) =>
    [find(FirewallDomainListId)?.properties.Domains ?? []].flat().map(String);
  const wide = listed.find(
    (rule) => rule.Action !== 'BLOCK' && domains(rule).some((name) => !/^\*?\.?[^*]+\.?$/.test(name)),
  );
  if (wide !== undefined) return 'a rule lets every name through';
  const last = listed.at(-1);
  return last?.Action === 'BLOCK' && domains(last).includes('*') ? null : 'the last rule does not block every name';
}
