import type { EvaluatedResource } from '@atelier/cloudformation';
import { isValueMap, listAt, textAt } from '../at.ts';
import { globMatches } from '../policy/glob.ts';
import type { Resources } from '../resources.ts';
import { closed, open, type Passage } from './passage.ts';

/**
 * Whether the DNS firewalls of a VPC answer a question for a name: the first rule that speaks of it decides, group after group
 * (Route 53 guide, "How Route 53 Resolver DNS Firewall works"). Lists that are in no template, such as those of AWS, are taken
 * to speak of no name of AWS.
 */
export function nameIsFound(vpc: EvaluatedResource | undefined, host: string, resources: Resources): Passage {
  if (vpc === undefined) return open;
  const groups = resources
    .ofType('AWS::Route53Resolver::FirewallRuleGroupAssociation')
    .filter(({ properties }) => resources.find(properties.VpcId) === vpc)
    .toSorted((one, other) => numberAt(one.properties, 'Priority') - numberAt(other.properties, 'Priority'));
  for (const { properties } of groups) {
    const group = resources.find(properties.FirewallRuleGroupId);
    const rule = group === undefined ? undefined : firstRule(group, host, resources);
    if (group === undefined || rule === undefined) continue;
    if (textAt(rule, 'Action')?.toUpperCase() !== 'BLOCK') return open;
    const because = `The DNS firewall ${group.logicalId} answers no question for ${host} (priority ${textAt(rule, 'Priority')}).`;
    return closed(group, because, `Add a rule with a lower priority to ${group.logicalId} that allows ${host}.`);
  }
  return open;
}

function firstRule(group: EvaluatedResource, host: string, resources: Resources) {
  return listAt(group.properties, 'FirewallRules')
    .filter(isValueMap)
    .toSorted((one, other) => numberAt(one, 'Priority') - numberAt(other, 'Priority'))
    .find((rule) => {
      const list = resources.find(rule.FirewallDomainListId);
      return list !== undefined && listAt(list.properties, 'Domains').some((name) => names(String(name), host));
    });
}

/** `*.example.com` stands for what is below `example.com`, and not for it. */
function names(pattern: string, host: string): boolean {
  return globMatches(pattern.toLowerCase().replace(/\.$/, ''), host.toLowerCase());
}

function numberAt(value: EvaluatedResource['properties'], key: string): number {
  return Number(textAt(value, key) ?? Number.NaN);
}
