import type { SignInPlace, Workspace } from '@atelier/core';
import type { PossibleCall, World } from '@atelier/simulated-aws';
import { endpointTo, namesIn, sessionOf, type TriedJourney } from './tried-journey.ts';

type Place = Pick<PossibleCall, 'where' | 'facts'>;

/** Addresses of nobody in the file (RFC 5737, RFC 6598). */
const elsewhere = { internet: '192.0.2.99', private: '100.64.99.99' };

/** Who opens Studio: each person as themselves, from where the file lets them, and nowhere else. */
export function signInJourneys(workspace: Workspace, world: World): readonly TriedJourney[] {
  const { signIn, network, people } = workspace;
  const [person, other] = people;
  const domain = world.resources
    .list('AWS::SageMaker::Domain')
    .find(({ stack }) => stack?.startsWith(`${workspace.name}-`));
  if (signIn.method === 'sso' || person === undefined || domain === undefined) return [];
  const names = namesIn(workspace, world);
  const opens = (profile: string, place: Place) => ({
    ...{ service: 'sagemaker', operation: 'CreatePresignedDomainUrl', ...place },
    input: { DomainId: domain.id, UserProfileName: profile },
    caller: sessionOf(names.signInRole(person.profile), world),
  });
  const allowed = placesOf(network.access, world);
  const isLetIn = signIn.provider !== null;
  return [
    ...Object.entries(allowed).flatMap(([from, place]): TriedJourney[] => [
      { what: `${person.name} opens Studio ${from}`, may: isLetIn, asked: opens(person.profile, place) },
      ...(other === undefined
        ? []
        : [{ what: `${person.name} opens ${other.name}'s ${from}`, may: false, asked: opens(other.profile, place) }]),
    ]),
    ...Object.entries(elsewhereOf(network.access, world)).map(([from, place]) => ({
      ...{ what: `${person.name} opens Studio ${from}`, may: false, asked: opens(person.profile, place) },
    })),
  ];
}

function placesOf(access: SignInPlace, world: World): Readonly<Record<string, Place>> {
  const inside = endpointTo('sagemaker.studio', world);
  if (access.kind === 'anywhere') return { 'from anywhere': { where: 'outside' } };
  if (access.kind === 'endpoint') return inside === undefined ? {} : { 'through the network': { where: inside } };
  const [internet] = access.outside;
  const [line] = access.inside;
  return {
    ...(internet === undefined
      ? {}
      : { 'from an office': { where: 'outside', facts: { 'aws:SourceIp': firstOf(internet) } } }),
    ...(line === undefined || inside === undefined
      ? {}
      : { 'by a line into the network': { where: inside, facts: { 'aws:VpcSourceIp': firstOf(line) } } }),
  };
}

function elsewhereOf(access: SignInPlace, world: World): Readonly<Record<string, Place>> {
  if (access.kind === 'anywhere') return {};
  const inside = endpointTo('sagemaker.studio', world);
  return {
    'from elsewhere': { where: 'outside', facts: { 'aws:SourceIp': elsewhere.internet } },
    ...(access.kind === 'endpoint' || inside === undefined
      ? {}
      : { 'from elsewhere inside': { where: inside, facts: { 'aws:VpcSourceIp': elsewhere.private } } }),
  };
}

/** An address of a range. */
function firstOf(range: string): string {
  return range.replace(/\/.*$/, '');
}
