import { type Region, type RegionalService, regionNamed, regions } from '@atelier/aws-regions';
import type { Path } from '../explaining/issue.ts';
import type { WorkspaceRule } from '../rules/rule.ts';
import type { WorkspaceFile } from '../schema/workspace-file.ts';

/** Something that the file asks for, and how to do without it. */
interface Need {
  readonly service: RegionalService;
  readonly isAsked: (file: WorkspaceFile) => boolean;
  readonly path: Path;
  readonly what: string;
  readonly without: string;
}

const needs: readonly Need[] = [
  {
    service: 'CodeArtifact',
    isAsked: ({ packages }) => packages.upstream !== 'none',
    path: ['packages', 'upstream'],
    what: 'which hosts packages',
    without:
      'Write `packages: { upstream: none }` and `studio: { image: { name: …, appConfig: … } }`, an image that has all packages',
  },
  {
    service: 'CodeCommit',
    isAsked: ({ source, projects }) => source.kind === 'codecommit' && Object.keys(projects).length > 0,
    path: ['source', 'kind'],
    what: 'which hosts the repositories of projects',
    without: 'Write `source: { kind: none }`',
  },
  {
    service: 'code connections',
    isAsked: ({ source }) => source.kind === 'connection',
    path: ['source', 'kind'],
    what: 'which lead to the repositories of projects',
    without: 'Write `source: { kind: none }`',
  },
  {
    service: 'managed MLflow',
    isAsked: ({ tracking, projects }) => tracking.kind !== 'none' && Object.keys(projects).length > 0,
    path: ['tracking', 'kind'],
    what: 'which keeps experiments',
    without: 'Write `tracking: { kind: none }`',
  },
  {
    service: 'Redshift Serverless',
    isAsked: ({ projects }) => Object.keys(projects).length > 0,
    path: ['projects'],
    what: 'which is the warehouse of every project',
    without: 'Remove the projects',
  },
  {
    service: 'Service Catalog',
    isAsked: ({ studio, aws }) => studio.projectTemplates || aws?.catalog !== undefined,
    path: ['studio', 'projectTemplates'],
    what: 'which offers templates and products',
    without: 'Write `projectTemplates: false`, without aws.catalog',
  },
  {
    service: 'Amazon Bedrock',
    isAsked: ({ studio }) => studio.unified.generativeAi,
    path: ['studio', 'unified', 'generativeAi'],
    what: 'which has the generative models',
    without: 'Write `generativeAi: false`',
  },
  {
    service: 'AWS Budgets',
    isAsked: ({ limits, projects }) =>
      limits.monthlyUsd !== undefined || Object.values(projects).some(({ budget }) => budget !== undefined),
    path: ['limits', 'monthlyUsd'],
    what: 'which warns of costs',
    without: 'Remove limits.monthlyUsd and the budgets of projects',
  },
];

const servicesAreInTheRegion: WorkspaceRule = {
  reads: ['aws', 'packages.upstream', 'source.kind', 'tracking.kind', 'studio', 'limits', 'projects'],
  *check({ file }) {
    const region = regionNamed(file.aws?.region ?? '');
    for (const { service, isAsked, path, what, without } of needs) {
      if (region === undefined || region.partition === 'aws-cn' || !region.lacks.includes(service)) continue;
      if (!isAsked(file)) continue;
      yield {
        path,
        code: 'ServiceNotInRegion',
        message: `${region.name} has no ${service}, ${what}.`,
        fix: `${without}, or choose another region, such as ${otherRegion(region, service)}.`,
      };
    }
  },
};

/** One with the service, of the same partition and part of the world where there is one. */
function otherRegion({ name, partition }: Region, service: RegionalService): string {
  const having = regions.filter(({ lacks }) => !lacks.includes(service));
  const near = having.filter((region) => region.name.startsWith(name.slice(0, 3)));
  const [other] = [...near.filter((region) => region.partition === partition), ...near];
  return other?.name ?? 'eu-central-1';
}

/** Rules about what the region does not have. */
export const regionalServiceRules = [servicesAreInTheRegion];
