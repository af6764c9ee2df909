import type { Ground } from './ground.ts';

/** Path and boundary that the file asks for on every role. */
export function roleSettings({ workspace }: Ground) {
  const { rolePath, permissionsBoundary } = workspace.aws.iam;
  return { path: rolePath, ...(permissionsBoundary === null ? {} : { permissionsBoundaryName: permissionsBoundary }) };
}
