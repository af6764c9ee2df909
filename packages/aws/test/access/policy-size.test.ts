import { type Role, roles, type Workspace } from '@atelier/core';
import { describe, expect, test } from 'vitest';
import { workOf } from '../../../../test/work-of.ts';
import { insidePolicy } from '../../src/access/inside-policy.ts';
import { jobPolicies } from '../../src/access/job-policy.ts';
import { limitPolicy } from '../../src/access/limit-policy.ts';
import { projectPolicies } from '../../src/access/managed-policies.ts';
import { membershipPolicy } from '../../src/access/membership-policy.ts';
import { personPolicies, projectsThatFit } from '../../src/access/person-policies.ts';
import { allow, policyDocument } from '../../src/access/policy.ts';
import { inlineQuota, managedQuota, policySize } from '../../src/access/policy-size.ts';
import { rolePolicy } from '../../src/access/role-policy.ts';
import { written } from '../example.ts';
import { groundFor } from './principals.ts';
import { rightsIn } from './rights-in.ts';
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

  test('the first projects are attached, and more fit beside them', () => {
    const { ground, person, projects } = inProjects(11);
    const { managed, inline, own } = personPolicies(ground, person);
    expect(managed).toHaveLength(10);
    expect(inline).toEqual(membershipPolicy(ground, person.role, projects.slice(7)));
    expect(policySize(inline ?? policyDocument([]))).toBeLessThanOrEqual(inlineQuota);
    expect(own).toEqual([]);
  });

  test.each(roles)(
    'a %s in more projects than that has all rights of all of them, up to a number that is known',
    (role) => {
      const { ground, person, projects } = inProjects(120, role);
      const most = projectsThatFit(ground, person);
      expect(most).toBeGreaterThanOrEqual(24);
      for (const [count, fits] of [
        [most, true],
        [most + 1, false],
      ] as const) {
        const some = inProjects(count, role);
        const { managed, inline, own } = personPolicies(some.ground, some.person);
        expect(managed.length + own.length <= 10).toBe(fits);
        const documents = [...own.map(({ document }) => document), inline ?? policyDocument([])];
        expect(rightsIn(documents)).toEqual(rightsIn([membershipPolicy(some.ground, role, projects.slice(0, count))]));
        expect(Math.max(...own.map(({ document }) => policySize(document)))).toBeLessThanOrEqual(managedQuota);
        expect(policySize(inline ?? policyDocument([]))).toBeLessThanOrEqual(inlineQuota);
      }
    },
  );

  test('what is too long comes in parts that IAM takes and that say the same, and the person gets all of them', () => {
    const ground = groundFor(withBuckets(40));
    const [project] = ground.workspace.projects;
    const [person] = ground.workspace.people;
    if (project === undefined || person === undefined) throw new Error('Nobody is there.');
    const whole = membershipPolicy(ground, person.role, [project]);
    const parts = projectPolicies(ground, person.role, project);
    expect(policySize(whole)).toBeGreaterThan(managedQuota);
    expect(Math.max(...parts.map(({ document }) => policySize(document)))).toBeLessThanOrEqual(managedQuota);
    expect(rightsIn(parts.map(({ document }) => document))).toEqual(rightsIn([whole]));
    expect(personPolicies(ground, person).managed).toEqual(expect.arrayContaining(parts.map(({ name }) => name)));
    expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
  });

  test('what the CDK does not know yet counts as much as it may have', () => {
    const policy = (arn: string) => policyDocument([allow('A', ['s3:GetObject'], [arn])]);
    const account = `\${Token[AWS.AccountId.4]}`;
    expect(policySize(policy(`a:${account}`))).toBe(policySize(policy('a:123456789012')));
    expect(policySize(policy(`\${Token[TOKEN.4]}`))).toBe(policySize(policy(`\${Token[TOKEN.12345]}`)));
  });
});

/** A workspace with somebody in so many projects. */
function inProjects(count: number, role: Role = 'lead-data-scientist') {
  const projects = Array.from({ length: count }, (_, n) => `  sales-of-region-${n}: { members: [ann, lead] }\n`).join(
    '',
  );
  const ground = groundFor(
    written(
      `workspace: acme\naws: { region: eu-central-1 }\npeople: { ann: { role: ${role} }, lead: { role: lead-data-scientist } }\nprojects:\n${projects}`,
    ),
  );
  const [person] = ground.workspace.people;
  if (person === undefined) throw new Error('Nobody is there.');
  return { ground, person, projects: ground.workspace.projects };
}

/** A workspace whose one project was given so many buckets. */
function withBuckets(count: number): Workspace {
  const buckets = Array.from(
    { length: count },
    (_, n) => `corp-data-of-a-department-${n}: ${n % 2 ? 'write' : 'read'}`,
  );
  return written(
    `workspace: acme\naws: { region: eu-central-1 }\npeople: { ada: { role: lead-data-scientist } }\nprojects: { churn: { members: [ada], buckets: { ${buckets.join(', ')} } } }\n`,
  );
}

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
