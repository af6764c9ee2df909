import { boundaryName } from './boundary-name.ts';
import { namePatterns } from './name-patterns.ts';
import type { RightsGround } from './rights-ground.ts';
import type { RightsHolder, RightsPolicy } from './rights-policy.ts';

/** Notes on the rights that whoever hands them out has to know. */
export function rightsNotes(ground: RightsGround, holder: RightsHolder, policies: readonly RightsPolicy[]): string[] {
  const { workspace, deployed } = ground;
  const name = boundaryName(workspace);
  const isBounding = holder === 'boundary' || holder === 'execution';
  const isChanging = holder === 'deploy' || holder === 'execution';
  return [
    ...(isBounding && workspace.aws.iam.permissionsBoundary === null
      ? [
          `The file names no boundary, and no role can be made without ${name}. Add to the file: ` +
            `aws: { iam: { permissionsBoundary: ${name} } }`,
        ]
      : []),
    ...(holder === 'boundary' && !namesEveryBucket(ground, policies)
      ? [
          `The projects are too many to name each one's buckets: the boundary also lets through those of a workspace whose ` +
            `name begins with "${workspace.name}-". Give no workspace of the account such a name.`,
        ]
      : []),
    ...(isChanging && deployed.id === null
      ? [
          'After the first deployment hand these out again with --id: then nothing without the tag atelier:id is changed.',
        ]
      : []),
    ...(isChanging && deployed.domain === null
      ? ['They remove no home folders. After the first deployment hand them out again with --domain, if they have to.']
      : []),
    ...(holder === 'deploy' && workspace.signIn.method === 'sso' && !deployed.application
      ? [
          'They assign people to every application of Identity Center that this account has made. After the first deployment ' +
            'hand them out again with --application, the output SignInApplicationArn: then to that of the workspace alone.',
        ]
      : []),
  ];
}

function namesEveryBucket(ground: RightsGround, policies: readonly RightsPolicy[]): boolean {
  const written = JSON.stringify(policies);
  return namePatterns(ground).buckets.every((bucket) => written.includes(`"${bucket}*"`));
}
