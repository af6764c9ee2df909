import type * as z from 'zod';
import { aws } from './aws.ts';
import { section } from './fields.ts';
import { frontDoor } from './front-door.ts';
import { limits } from './limits.ts';
import { workspaceName } from './names.ts';
import { network } from './network.ts';
import { bigData, packages, source } from './packages-and-source.ts';
import { people } from './people.ts';
import { projects } from './projects.ts';
import { signIn } from './sign-in.ts';
import { studio } from './studio.ts';
import { tracking } from './tracking.ts';
import { usage } from './usage.ts';

/** The whole of `atelier.yaml`. */
export const workspaceFile = section({
  workspace: workspaceName.describe('Name of the workspace; names everything that is made.'),
  aws: aws.describe('Where and how to deploy to AWS. Default: one machine only.').optional(),
  signIn: signIn.describe('How people prove who they are.').prefault({}),
  frontDoor: frontDoor
    .describe(
      'Where others than this machine reach the front door, by TLS; with `signIn.oidc`. Default: on loopback, for this machine alone.',
    )
    .optional(),
  network: network.describe('What notebooks and jobs can reach.').prefault({}),
  studio: studio.describe('Where people work.').prefault({}),
  tracking: tracking.describe('Experiments and the model registry.').prefault({}),
  packages: packages.describe('The only source of packages.').prefault({}),
  source: source.describe("The projects' git repositories.").prefault({}),
  bigData: bigData.describe('Engines for data past one machine.').prefault({}),
  people: people.describe('Everybody in the workspace, by name.').default({}),
  projects: projects.describe('Boundaries with members, data, flows and a budget, by name.').default({}),
  limits: limits.describe('What the workspace may cost and use.').prefault({}),
  usage: usage.describe('How much the workspace is used; feeds the cost estimate and nothing else.').prefault({}),
});

/** The file with its defaults, as it is written. */
export type WorkspaceFile = z.output<typeof workspaceFile>;
