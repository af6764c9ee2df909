import { isShared, type Project } from '@atelier/core';
import { joinNetwork, pullImages, tellProgress } from './container-rights.ts';
import { jobsStayInside } from './job-limits.ts';
import { installPackages, useKey } from './packages-and-key.ts';
import { allow, deny, type IamStatement, type PolicyDocument, policyDocument } from './policy.ts';
import { arnOf, bucketArn, type PolicyGround, projectTag } from './policy-ground.ts';
import { runFiles } from './run-files.ts';
import { sparkLogs } from './spark-rights.ts';
import { readStores, stayWithBuckets, writeObjects } from './storage-rights.ts';

/** In parts, because IAM's quota for one managed policy is too small for all of it. */
export type JobPolicies = Readonly<Record<'stores' | 'work' | 'limits', PolicyDocument>>;

/**
 * Rights of a project's jobs and model servers. Everybody who runs jobs has all of them: nothing in them
 * approves, deploys, passes a role on, or writes to data and warehouse. What a data engineer gains by it is to log
 * experiments and to offer models, which somebody else has to approve.
 */
export function jobPolicies(ground: PolicyGround, project: Project): JobPolicies {
  return {
    stores: policyDocument([
      ...projectStores(ground, project),
      ...runFiles(ground, { projects: [project], holds: () => true }),
      ...useKey(ground),
      stayWithBuckets(ground, project.buckets),
    ]),
    work: policyDocument([
      ...(ground.workspace.packages.upstream === 'none' ? [] : installPackages(ground)),
      ...logTracking(ground, project),
      ...offerModels(ground, project),
      readSettings(ground, project),
      ...tellProgress(ground, project),
      ...sparkLogs(ground),
      ...pullImages(ground),
      ...joinNetwork(ground),
    ]),
    limits: policyDocument(jobsStayInside(ground)),
  };
}

/** Data to read, artifacts to read and write; sandboxes are not for jobs. */
function projectStores(ground: PolicyGround, project: Project): IamStatement[] {
  const artifacts = bucketArn(ground, ground.names.projectBucket(project.name, 'artifacts'));
  return [...readStores(ground, project), allow('WriteArtifacts', writeObjects, [`${artifacts}/*`])];
}

/** Experiments of the project; see `project-rights.ts` for why an app and a server differ. */
function logTracking(ground: PolicyGround, { name }: Project): IamStatement[] {
  const { tracking } = ground.workspace;
  if (tracking.kind === 'none') return [];
  // AWS answers from anywhere to whoever has the rights; jobs run in the network.
  const inside = { StringEquals: { 'aws:SourceVpc': ground.ids.vpc } };
  if (tracking.kind === 'server') {
    const { names } = ground;
    const server = isShared(tracking) ? names.workspaceTracking(tracking.name) : `${names.projectPrefix(name)}*`;
    const servers = [arnOf(ground, 'sagemaker', `mlflow-tracking-server/${server}`)];
    return [allow('Tracking', ['sagemaker:DescribeMlflowTrackingServer', 'sagemaker-mlflow:*'], servers, inside)];
  }
  const apps = [arnOf(ground, 'sagemaker', 'mlflow-app/*')];
  const condition = { StringEquals: { ...inside.StringEquals, [`aws:ResourceTag/${projectTag}`]: name } };
  return [allow('Tracking', ['sagemaker:CallMlflowAppApi', 'sagemaker:DescribeMlflowApp'], apps, condition)];
}

/** Models are offered, never approved. */
export function offerModels(ground: PolicyGround, { name }: Project): IamStatement[] {
  const group = ground.names.modelPackageGroup(name);
  const registry = [`model-package-group/${group}`, `model-package/${group}/*`];
  const calls = ['CreateModelPackage', 'DescribeModelPackage', 'DescribeModelPackageGroup', 'ListModelPackages'];
  return [
    allow(
      'Models',
      calls.map((call) => `sagemaker:${call}`),
      registry.map((resource) => arnOf(ground, 'sagemaker', resource)),
    ),
    deny('NeverApprove', ['sagemaker:UpdateModelPackage'], ['*']),
    deny('OfferUnapproved', ['sagemaker:CreateModelPackage'], ['*'], {
      StringEquals: { 'sagemaker:ModelApprovalStatus': 'Approved' },
    }),
  ];
}

export function readSettings(ground: PolicyGround, { name }: Project): IamStatement {
  const settings = arnOf(ground, 'ssm', `parameter${ground.names.settingsPath(name)}/*`);
  return allow('Settings', ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath'], [settings]);
}
