import { regionNamed } from '@atelier/aws-regions';
import type { SignInPlace, SignInProvider, Workspace } from '@atelier/core';
import { deliveriesOf } from '../access/deliveries.ts';
import { operatorArns } from '../layout/operators.ts';
import { namesOf } from '../names.ts';

/** Sentences on who gets in from outside, from where, and what they can do there. */
export function waysIn(workspace: Workspace): readonly string[] {
  return [...studioDoor(workspace), ...pastThePerimeter(workspace)];
}

const providers: Readonly<Record<SignInProvider['kind'], string>> = {
  saml: 'the SAML provider',
  oidc: 'the OIDC provider',
  'permission-set': "the permission set's role",
  portal: "the portal's role",
};

/** How people open Studio, where they can; the sentence stands for everybody. */
export function studioDoor({
  signIn: { method, provider },
  network: { access },
  people,
}: Workspace): readonly string[] {
  if (people.length === 0) return [];
  if (method === 'sso') return ['People open Studio through Identity Center, from wherever it lets them in.'];
  if (provider === null) return [];
  const trusted = `${providers[provider.kind]} ${provider.arn}`;
  return [`People open Studio ${placesOf(access)}, each the own profile, on the word of ${trusted}.`];
}

function placesOf(place: SignInPlace): string {
  if (place.kind === 'anywhere') return 'from anywhere';
  if (place.kind === 'endpoint') return "through the network's endpoints";
  const inside = place.inside.map((range) => `${range} through the network's endpoints`);
  return `from ${[...place.outside, ...inside].join(', ')}`;
}

function pastThePerimeter({ name, aws, projects }: Workspace): readonly string[] {
  if (aws === null) return [];
  const partition = regionNamed(aws.region)?.partition ?? 'aws';
  const place = { partition, region: aws.region, account: aws.account ?? 'ACCOUNT' };
  const operators = operatorArns(aws, namesOf(name, place, aws.iam.rolePath));
  const deliveries = projects.flatMap((project) => {
    const found = deliveriesOf(project);
    if (found === undefined) return [];
    const { roles, accounts, folder, organization } = found;
    const senders = [...roles, ...accounts.map((account) => `account ${account}`)].join(', ');
    const where = organization === undefined ? '' : `, in the organization ${organization}`;
    return [`Senders put files below ${folder}/ of ${project.name}, and do nothing else${where}: ${senders}.`];
  });
  if (projects.length === 0) return deliveries;
  return [`Operators list and delete in buckets, and read and write nothing: ${operators.join(', ')}.`, ...deliveries];
}
