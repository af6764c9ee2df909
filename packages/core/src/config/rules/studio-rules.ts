import { codeCommitRepository } from '../../model/code-commit-repository.ts';
import { minutesOf } from '../normalising/duration.ts';
import type { WorkspaceRule } from './rule.ts';

const idleTimesAreOrdered: WorkspaceRule = {
  reads: ['studio.idleStop'],
  *check({ file: { studio } }) {
    if (studio.idleStop === 'off') return;
    const { after, min, max } = studio.idleStop;
    const order = [
      ['min', min, 'after', after],
      ['after', after, 'max', max],
      ['min', min, 'max', after === undefined ? max : undefined],
    ] as const;
    for (const [less, lower, more, upper] of order) {
      if (lower === undefined || upper === undefined || minutesOf(lower) <= minutesOf(upper)) continue;
      yield {
        path: ['studio', 'idleStop', less],
        code: 'IdleOrder',
        message: `${less} is ${lower}, which is longer than ${more}, ${upper}. Accepted is min <= after <= max.`,
        fix: `Write at most ${upper}, or raise ${more}.`,
      };
    }
  },
};

const idleChoiceNeedsAfter: WorkspaceRule = {
  reads: [],
  *check({ isGiven }) {
    const idleStop = ['studio', 'idleStop'];
    if (isGiven([...idleStop, 'after'])) return;
    for (const bound of ['min', 'max'].filter((name) => isGiven([...idleStop, name]))) {
      yield {
        path: [...idleStop, bound],
        on: 'key',
        code: 'IdleWithoutAfter',
        message: `\`${bound}\` limits what people may choose in place of \`after\`, but there is no \`after\`.`,
        fix: 'Add `after: 60m`, or write `idleStop: off`.',
      };
    }
  },
};

const trustedAccountsNeedDocker: WorkspaceRule = {
  reads: ['studio.docker'],
  *check({ file: { studio } }) {
    if (studio.docker.enabled || studio.docker.trustedAccounts.length === 0) return;
    yield {
      path: ['studio', 'docker', 'trustedAccounts'],
      on: 'key',
      code: 'NoEffect',
      message: 'Images of trusted accounts are pulled by Docker, which is not enabled.',
      fix: 'Add `enabled: true`, or remove trustedAccounts.',
    };
  },
};

const imageIsComplete: WorkspaceRule = {
  reads: ['studio.image'],
  *check({ file: { studio } }) {
    const { name, appConfig } = studio.image;
    if ((name === null) === (appConfig === null)) return;
    const [given, lacking] = name === null ? ['appConfig', 'name'] : ['name', 'appConfig'];
    yield {
      path: ['studio', 'image', given],
      code: 'MissingSetting',
      message: `A custom image needs both a name and an appConfig; ${lacking} is missing.`,
      fix: `Add \`${lacking}\`, or remove \`${given}\`.`,
    };
  },
};

const clonedRepositoryIsInTheRegion: WorkspaceRule = {
  reads: ['studio.cloneRepository', 'aws.region'],
  *check({ file: { aws, studio } }) {
    const repository = codeCommitRepository(studio.cloneRepository ?? '');
    if (aws === undefined || repository === null || repository.region === aws.region) return;
    yield {
      path: ['studio', 'cloneRepository'],
      code: 'OtherRegion',
      message: `The repository ${repository.name} is in ${repository.region}; people reach CodeCommit from inside of their network, which is in ${aws.region}.`,
      fix: `Give the address of a repository in ${aws.region}.`,
    };
  },
};

const unifiedNeedsSso: WorkspaceRule = {
  reads: ['studio.experience', 'signIn.method'],
  *check({ file: { studio, signIn } }) {
    if (studio.experience === 'studio' || signIn.method === 'sso') return;
    yield {
      path: ['studio', 'experience'],
      code: 'NeedsSso',
      message: `People enter Unified Studio through Identity Center, but signIn.method is ${signIn.method}.`,
      fix: 'Write `signIn: { method: sso }`, or `experience: studio`.',
    };
  },
};

const unifiedSettingsAreUsed: WorkspaceRule = {
  reads: ['studio.experience'],
  *check({ file: { studio }, isGiven }) {
    if (studio.experience !== 'studio' || !isGiven(['studio', 'unified'])) return;
    yield {
      path: ['studio', 'unified'],
      on: 'key',
      code: 'NoEffect',
      message: 'These settings are for Unified Studio, but experience is studio.',
      fix: 'Write `experience: unified` or `experience: both`, or remove `unified`.',
    };
  },
};

const diskFitsItsLimit: WorkspaceRule = {
  reads: ['studio.disk'],
  *check({ file: { studio } }) {
    const { disk } = studio;
    if (disk === undefined || disk.defaultGb <= disk.maxGb) return;
    yield {
      path: ['studio', 'disk', 'maxGb'],
      code: 'DiskOrder',
      message: `A new space has ${disk.defaultGb} GB, which is more than ${disk.maxGb}. Accepted is defaultGb <= maxGb.`,
      fix: `Write ${disk.defaultGb} or more.`,
    };
  },
};

/** Rules about what a studio can be. */
export const studioRules = [
  idleTimesAreOrdered,
  idleChoiceNeedsAfter,
  trustedAccountsNeedDocker,
  imageIsComplete,
  diskFitsItsLimit,
  clonedRepositoryIsInTheRegion,
  unifiedNeedsSso,
  unifiedSettingsAreUsed,
];
