import { namesOf, onAws } from '@atelier/aws';
import type { Workspace } from '@atelier/core';
import { type PossibleCall, refusalOf, type World } from '@atelier/simulated-aws';

/** Something that somebody does, and whether they may. */
export interface TriedJourney {
  /** Such as `ada reads data of risk from inside`. */
  readonly what: string;
  readonly may: boolean;
  readonly asked: PossibleCall;
}

/** Journeys that do not end as they should, each as a sentence; the account is asked, and nothing is called. */
export function brokenJourneys(journeys: readonly TriedJourney[], world: World): readonly string[] {
  return journeys.flatMap(({ what, may, asked }) => {
    const refusal = refusalOf(asked, world);
    if (may === (refusal === null)) return [];
    return [
      may ? `${what}: that was to pass, and is refused. ${refusal}` : `${what}: that was to be refused, and passes.`,
    ];
  });
}

/** Account and region, as names have them. */
export type Place = Pick<World, 'partition' | 'account' | 'region'>;

/** Names of a workspace in an account. */
export function namesIn(workspace: Workspace, { partition, account, region }: Place) {
  const { aws, name } = onAws(workspace);
  return namesOf(name, { partition, account, region }, aws.iam.rolePath);
}

/** Session of a role, as STS names it. */
export function sessionOf(role: string, { partition, account }: World): string {
  return `arn:${partition}:sts::${account}:assumed-role/${role}/rehearsed`;
}

/** Names of the services that people come through, without their beginning `com.amazonaws.` or `aws.`. */
const endpointNames = {
  s3: (region: string) => [`${region}.s3`],
  'sagemaker.studio': (region: string) => [`sagemaker.${region}.studio`, `${region}.sagemaker.studio`],
} as const;

/** Endpoint of the network by which a service is reached; undefined: it has none. */
export function endpointTo(
  service: keyof typeof endpointNames,
  { resources, region }: World,
): { readonly endpoint: string } | undefined {
  const names = endpointNames[service](region);
  const found = resources
    .list('AWS::EC2::VPCEndpoint')
    .find(({ properties }) => names.some((name) => String(properties.ServiceName).endsWith(`.${name}`)));
  return found === undefined ? undefined : { endpoint: found.id };
}
