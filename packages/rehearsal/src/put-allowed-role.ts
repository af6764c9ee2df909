import type { World } from '@atelier/simulated-aws';

/** Puts a role into an account that may do everything there is, so that nothing but the things' own policies stops it. */
export function putAllowedRole({ resources, partition, account }: World, name: string): void {
  const Arn = `arn:${partition}:iam::${account}:role/${name}`;
  const ManagedPolicyArns = [`arn:${partition}:iam::aws:policy/AdministratorAccess`];
  resources.put({
    ...{ type: 'AWS::IAM::Role', id: name, properties: { RoleName: name, ManagedPolicyArns }, attributes: { Arn } },
    ...{ stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null },
  });
}
