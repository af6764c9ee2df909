import type { Person } from '@atelier/core';
import { arnOf, bucketArn, type PolicyGround } from '../access/policy-ground.ts';
import { openStudio } from '../access/sign-in-policy.ts';
import { type ApiCall, call } from '../journeys/calls/api-call.ts';
import { foreign, type HeldAttempt, heldBy, inDomain, type Trespass } from './attempt.ts';
import { closedPlaces } from './places.ts';

/** Data does not leave: not to other accounts, and not to callers outside of the network. */
export function leaveTheNetwork(ground: PolicyGround, person: Person, project: string): readonly HeldAttempt[] {
  const elsewhere = bucketArn(ground, `${foreign}/sales.csv`);
  const abroad = { 'aws:ResourceAccount': '999988887777' };
  return [
    ...heldBy(
      ['rights', 'limits'],
      [
        ['writes to a bucket of another account', call('s3:PutObject', elsewhere, abroad)],
        ['reads from a bucket of another account', call('s3:GetObject', elsewhere, abroad)],
      ],
    ),
    ...heldBy(['limits'], fromOutside(ground, project)),
    ...heldBy(['limits'], openFromElsewhere(ground, person)),
  ];
}

/** Each call by which data, or a way to it, would leave: made through an endpoint of another network. */
function fromOutside(ground: PolicyGround, project: string): readonly Trespass[] {
  const { names } = ground;
  const code = arnOf(ground, 'codecommit', names.repository(project));
  const bucket = bucketArn(ground, names.projectBucket(project, 'data'));
  const server = arnOf(ground, 'sagemaker', `mlflow-tracking-server/${names.projectPrefix(project)}mlflow`);
  const endpoint = arnOf(ground, 'sagemaker', `endpoint/${names.projectPrefix(project)}forecast`);
  const workgroup = arnOf(ground, 'redshift-serverless', 'workgroup/1');
  const setting = arnOf(ground, 'ssm', `parameter${names.settingsPath(project)}/x`);
  const things: readonly (readonly [resource: string, verbs: readonly string[]])[] = [
    [`${bucket}/x`, ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject']],
    [bucket, ['s3:ListBucket', 's3:ListBucketVersions']],
    [code, ['codecommit:GitPull', 'codecommit:GitPush']],
    [workgroup, ['redshift-serverless:GetCredentials', 'redshift-data:ExecuteStatement']],
    ['*', ['redshift-data:GetStatementResult']],
    [server, ['sagemaker-mlflow:SearchRuns', 'sagemaker:CreatePresignedMlflowTrackingServerUrl']],
    [arnOf(ground, 'sagemaker', `mlflow-app/id-of-${project}`), ['sagemaker:CallMlflowAppApi']],
    [endpoint, ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointAsync']],
    [setting, ['ssm:GetParameter', 'ssm:GetParametersByPath']],
  ];
  const outside: ApiCall['context'] = { 'aws:SourceVpc': 'vpc-elsewhere' };
  return things.flatMap(([resource, verbs]) =>
    verbs.map((verb): Trespass => [`calls ${verb} from outside`, call(verb, resource, outside)]),
  );
}

/** The own profile, opened from where the file lets nobody open Studio. */
export function openFromElsewhere(ground: PolicyGround, { profile }: Person): readonly Trespass[] {
  const own = inDomain(ground, 'user-profile', profile);
  return closedPlaces(ground).map((place) => ['opens Studio from elsewhere', call(openStudio, own, place)]);
}
