import { roles } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { workOf } from '../../../../test/work-of.ts';
import { insidePolicy } from '../../src/access/inside-policy.ts';
import { jobPolicies } from '../../src/access/job-policy.ts';
import { limitPolicy } from '../../src/access/limit-policy.ts';
import { membershipPolicy } from '../../src/access/membership-policy.ts';
import { personPolicies } from '../../src/access/person-policies.ts';
import { inlineQuota, managedQuota, membershipSize, policySize } from '../../src/access/policy-size.ts';
import { rolePolicy } from '../../src/access/role-policy.ts';
import { groundFor } from './principals.ts';
import { acme, company, crowd, elsewhere } from './workspaces.ts';

describe('what IAM takes', () => {
  test.each([acme, company, elsewhere])(
    'policies of the whole workspace and of a project fit into managed ones',
    async (load) => {
      const workspace = await load();
      const ground = groundFor(workspace);
      const sizes = roles.flatMap((role) => [
        policySize(rolePolicy(ground, role)),
        policySize(limitPolicy(ground, role)),
        policySize(insidePolicy(ground)),
        ...workspace.projects.flatMap((project) => Object.values(jobPolicies(ground, project)).map(policySize)),
        ...workspace.projects.map((project) => policySize(membershipPolicy(ground, role, [project]))),
      ]);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(managedQuota);
    },
  );

  test('the first seven projects are attached, and it is said how many fit in all', () => {
    const ground = groundFor(crowd(100, 200));
    const [person] = ground.workspace.people;
    if (person === undefined) throw new Error('Nobody is there.');
    const size = membershipSize(ground, person);
    expect(size.projects).toBe(20);
    expect(personPolicies(ground, person).managed).toHaveLength(10);
    expect(size.inline).toBeGreaterThan(inlineQuota);
    expect(size.fitting).toBeGreaterThanOrEqual(11);
    expect(size.fitting).toBeLessThan(20);
  });
});

test('a thousand people and a hundred projects are little work', async () => {
  const ground = groundFor(crowd(1000, 100));
  const everything = () => {
    for (const person of ground.workspace.people) personPolicies(ground, person);
    for (const project of ground.workspace.projects) {
      for (const role of roles) membershipPolicy(ground, role, [project]);
    }
  };
  expect(await workOf(everything)).toBeLessThan(500);
});
