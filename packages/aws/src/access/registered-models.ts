import type { WriteOnceFolder } from '@atelier/constructs';
import { bucketArn, type PolicyGround } from './policy-ground.ts';
import { rolesOfWork } from './roles-of-work.ts';

/** Folder of a project's artifacts where every object is written once: the data of registered models. */
export const registeredFolder = 'registered';

/** ARN of the data of a project's registered models. */
export function registeredModels(ground: PolicyGround, project: string): string {
  return bucketArn(ground, `${ground.names.projectBucket(project, 'artifacts')}/${registeredFolder}/*`);
}

/** ARN of what model servers keep of requests and answers. */
export function servedRequests(ground: PolicyGround, project: string): string {
  return bucketArn(ground, `${ground.names.projectBucket(project, 'artifacts')}/served/*`);
}

/** Folder of models that stay as approved, whoever of the workspace tries; whoever empties the bucket at last can delete. */
export function registeredOnce({ names }: PolicyGround, project: string): WriteOnceFolder {
  // Flows have no right to files of their own; one that they are given by mistake ends here.
  const flows = names.roleArn(names.flowRole(project));
  return { folder: registeredFolder, keptFromRoles: [...rolesOfWork(names, project), flows] };
}
