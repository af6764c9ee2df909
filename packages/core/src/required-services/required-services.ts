import { codeCommitRepository } from '../model/code-commit-repository.ts';
import { entersByEndpoint } from '../model/sign-in.ts';
import type { Studio } from '../model/studio.ts';
import type { Workspace } from '../model/workspace.ts';
import { type RequiredService, type RequiredServiceName, reachables } from './required-service.ts';

/** The required services of a workspace, each once, in the order of `reachables`, with the feature that needs it. */
export function requiredServices(workspace: Workspace): readonly RequiredService[] {
  const needed: Reasons = {
    ...always,
    ...ofBrowsers(workspace),
    ...ofSettings(workspace),
    ...ofProjects(workspace),
  };
  return reachables.flatMap((name) => {
    const because = needed[name];
    return because === undefined ? [] : [{ name, because }];
  });
}

type Reasons = Readonly<Partial<Record<RequiredServiceName, string>>>;

/** Without any one of these, a notebook does not open or a job does not end. */
const always: Reasons = {
  objects: 'All data is stored as objects, and so are the layers of images.',
  studio: 'Notebooks and jobs start, stop and describe themselves through it.',
  models: 'Notebooks ask the models behind endpoints for forecasts.',
  identity: 'Notebooks and jobs prove who they are with it.',
  logs: 'Jobs that cannot write their log never leave the state Starting.',
  metrics: 'Jobs and endpoints report how they are doing.',
  images: 'Spaces and jobs start from container images.',
  network: 'Spaces and jobs look up the subnets that they are put into.',
  keys: "Everything that is stored is encrypted with the workspace's key.",
};

function ofBrowsers({ signIn, network }: Workspace): Reasons {
  if (!entersByEndpoint(signIn, network.access)) return {};
  return { 'studio-pages': "People's browsers open Studio through it." };
}

function ofSettings({ tracking, packages, bigData, studio }: Workspace): Reasons {
  return {
    ...(tracking.kind === 'server' && { tracking: 'Experiments and models are logged there.' }),
    ...(tracking.kind === 'app' && { 'tracking-app': 'Experiments and models are logged there.' }),
    ...(packages.upstream !== 'none' && { packages: 'Packages are installed from there, and from nowhere else.' }),
    ...(codeCommitRepository(studio.cloneRepository ?? '') && {
      source: 'Home folders begin with a repository from there.',
    }),
    ...(studio.projectTemplates && { catalog: 'Project templates are offered there.' }),
    ...(bigData.emr !== 'none' && { spark: 'Spark jobs are sent there.' }),
    ...(studio.experience !== 'studio' && ofUnified(studio)),
  };
}

function ofUnified({ unified }: Studio): Reasons {
  return {
    unified: 'Unified Studio finds its projects and its data catalogue there.',
    secrets: 'Unified Studio keeps the credentials of connections there.',
    ...(unified.generativeAi && { 'generative-ai': 'Projects use the models of Amazon Bedrock.' }),
    ...(unified.amazonQ !== 'off' && { assistant: 'Amazon Q answers from there.' }),
  };
}

function ofProjects({ projects, source }: Workspace): Reasons {
  if (projects.length === 0) return {};
  const flows = projects.flatMap((project) => project.flows);
  return {
    settings: 'Notebooks read there what their project consists of.',
    ...(projects.some(({ warehouse }) => warehouse !== null) && { warehouse: 'Projects have warehouses.' }),
    ...(source.kind === 'codecommit' && { source: "The projects' repositories are there." }),
    ...(source.kind === 'connection' && { connections: "The projects' repositories are behind a code connection." }),
    ...(flows.length > 0 && { flows: `Flows such as ${flows[0]?.flow} are started and watched there.` }),
  };
}
