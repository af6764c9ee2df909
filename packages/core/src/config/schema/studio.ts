import * as z from 'zod';
import { minutes } from './durations.ts';
import { choice, flag, list, section, text, whole } from './fields.ts';
import { accountId, instanceType, personName } from './names.ts';

const idleTime = minutes('60m', '525600m', '60m');

const idleStop = section({
  after: idleTime.describe('Quiet time after which a space is stopped.').optional(),
  min: idleTime.describe('Shortest time that a person may choose.').optional(),
  max: idleTime.describe('Longest time that a person may choose.').optional(),
});

const docker = section({
  enabled: flag().describe('Let people run Docker in their spaces.').default(false),
  trustedAccounts: list(accountId, 'a list of at most 20 account ids', { max: 20 })
    .describe('Accounts whose images may be pulled.')
    .default([]),
});

const imageName = text(
  /^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,62}$/,
  'at most 63 letters, digits and single -, beginning and ending with a letter or digit',
  'team-image',
);

const image = section({
  name: imageName.nullable().describe('SageMaker image that spaces run. Default: the one of AWS.').default(null),
  appConfig: imageName.nullable().describe('App image configuration that goes with the image.').default(null),
});

const diskGb = () => whole(5, 16_384).meta({ examples: [20] });

const disk = section({
  defaultGb: diskGb().describe('Gigabytes of a new space. Default: 5.').default(5),
  maxGb: diskGb().describe('Most gigabytes that people may choose.'),
});

const unified = section({
  owner: personName
    .describe('Person who owns the domain. Default: the first admin, or else the first lead-data-scientist.')
    .optional(),
  assignment: choice(['manual', 'automatic'])
    .describe('manual: only the people of this file get in. automatic: everybody in the directory.')
    .default('manual'),
  amazonQ: choice(['off', 'free', 'paid']).describe('Tier of Amazon Q.').default('off'),
  generativeAi: flag().describe('Offer the Amazon Bedrock blueprints to projects.').default(false),
});

export const studio = section({
  experience: choice(['studio', 'unified', 'both'])
    .describe('Which of the two SageMaker studios people work in.')
    .default('studio'),
  spaces: choice(['private', 'shared', 'none'])
    .describe('JupyterLab spaces: one for each person, one for all members of a project, or none.')
    .default('private'),
  instance: instanceType.describe('Instance type of a new space.').default('ml.t3.medium'),
  idleStop: z
    .union([choice(['off']), idleStop], { error: '`off`, or a map of after, min and max' })
    .meta({ examples: ['off'] })
    .describe('When a space that nobody uses is stopped. Default: after two hours.')
    .default({ after: '120m' }),
  homeFolders: choice(['keep', 'delete'])
    .describe("What happens to people's home folders when the workspace is destroyed.")
    .default('keep'),
  docker: docker.describe('Docker inside spaces.').prefault({}),
  image: image.describe('A custom image for spaces.').prefault({}),
  disk: disk.describe('Sizes of the disk of a space. Default: 5 GB, and as much as people want.').optional(),
  isolateDomain: flag()
    .describe("Keep people from seeing and changing other domains' resources in the account.")
    .default(true),
  remoteAccess: flag()
    .describe('Let people work in their spaces from an editor on their own machine, outside of the network.')
    .default(false),
  projectTemplates: flag().describe('Offer SageMaker project templates.').default(false),
  prewarm: flag().describe("Start a person's space as soon as it is made; it is billed from then on.").default(false),
  cloneRepository: text(
    /^https:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/,
    'the https:// address of a git repository, of letters, digits and . _ - / alone, not ending in /',
    'https://git.example.com/team/notebooks.git',
  )
    .describe('Git repository that is cloned into every new home folder.')
    .optional(),
  unified: unified.describe('Settings of SageMaker Unified Studio.').prefault({}),
});
