import type { EvaluatedResource } from '@atelier/cloudformation';
import type { PackageSource } from '@atelier/core';
import { failure, type Guarded, type GuardrailFinding } from './guardrail.ts';
import { valueAt } from './value-at.ts';

/** Packages come in from the index alone and by the list of the file alone; nothing is published here. */
export function checkPackageOrigins({ evaluated, workspace }: Guarded): GuardrailFinding[] {
  const all = evaluated.flatMap(({ resources }) => resources);
  const groups = all.filter(({ type }) => type === 'AWS::CodeArtifact::PackageGroup');
  const domains = all.filter(({ type }) => type === 'AWS::CodeArtifact::Domain');
  const hasRoot = groups.some(({ properties }) => properties.Pattern === '/*');
  return [
    ...groups.flatMap((group) => wrongIn(group, workspace.packages)),
    ...(hasRoot
      ? []
      : domains.map(({ stack, logicalId }) =>
          failure(
            { stack, resource: logicalId },
            'No group of packages closes this domain, so that it takes all that anybody publishes',
            'Make the group of the pattern /*.',
          ),
        )),
  ];
}

const origins = ['ExternalUpstream', 'InternalUpstream', 'Publish'] as const;

function wrongIn({ stack, logicalId, properties }: EvaluatedResource, { allow }: PackageSource): GuardrailFinding[] {
  const place = { stack, resource: logicalId, path: 'Properties.OriginConfiguration' };
  const pattern = String(properties.Pattern);
  const isListed = allow === 'all' ? pattern === '/*' : allow.some(({ name }) => pattern === `/pypi//${name}$`);
  const modes = origins.map((origin) => [origin, modeOf(properties, origin)] as const);
  return modes.flatMap(([origin, mode]) => {
    const accepted = isListed && origin !== 'Publish' ? ['BLOCK', 'ALLOW_SPECIFIC_REPOSITORIES'] : ['BLOCK'];
    if (accepted.includes(mode)) return [];
    const message = `Packages of ${pattern} come in by ${origin}: its mode is ${mode}, and the file lets ${accepted.join(' or ')}`;
    return [failure(place, message, `Set the mode of ${origin} to ${accepted[0]}.`)];
  });
}

function modeOf(properties: EvaluatedResource['properties'], origin: string): string {
  return String(valueAt(properties, `OriginConfiguration.Restrictions.${origin}.RestrictionMode`) ?? 'not given');
}
