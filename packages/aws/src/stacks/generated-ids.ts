import type { GeneratedIds } from '../access/policy-ground.ts';
import type { Site } from './builder.ts';

/** The ids that policies name. Each is looked for when a policy takes it: a piece needs those alone that it takes. */
export function generatedIds(needed: Site['needed'], domain: () => string): GeneratedIds {
  return {
    get domain() {
      return domain();
    },
    get keyArn() {
      return needed('key').keyArn;
    },
    get vpc() {
      return needed('network').network.vpcId;
    },
    get subnets() {
      return needed('network').teamSubnetIds;
    },
    get securityGroups() {
      return [needed('network').network.workSecurityGroupId];
    },
  };
}
