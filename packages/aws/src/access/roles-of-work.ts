import type { Names } from '../names.ts';

/** ARNs of the roles in which people and services work with a project's files, `*` for whoever is a person. */
export function rolesOfWork(names: Names, project: string): readonly string[] {
  const { personRole, studioRole, jobRole, trackingRole, servingRole, warehouseRole } = names;
  const ofProject = [jobRole, trackingRole, servingRole, warehouseRole].map((of) => of(project));
  return [personRole('*'), studioRole, ...ofProject].map(names.roleArn);
}
