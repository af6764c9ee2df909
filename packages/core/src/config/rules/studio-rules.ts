import { minutesOf } from '../duration.ts';
import { enumerate } from '../show.ts';
import { zoneCount } from './network-rules.ts';
import type { WorkspaceRule } from './rule.ts';

/** Regions of Unified Studio, with the zones that it works in. */
const unifiedZones: Readonly<Record<string, readonly string[]>> = {
  'eu-west-1': ['euw1-az1', 'euw1-az2', 'euw1-az3'],
  'us-east-1': ['use1-az1', 'use1-az2', 'use1-az4', 'use1-az6'],
  'us-west-2': ['usw2-az1', 'usw2-az2', 'usw2-az3'],
  'us-east-2': ['use2-az1', 'use2-az2', 'use2-az3'],
  'eu-central-1': ['euc1-az1', 'euc1-az2', 'euc1-az3'],
  'sa-east-1': ['sae1-az1', 'sae1-az3'],
  'ap-northeast-2': ['apne2-az1', 'apne2-az3'],
  'eu-west-2': ['euw2-az1', 'euw2-az2', 'euw2-az3'],
  'ap-northeast-1': ['apne1-az1', 'apne1-az2', 'apne1-az4'],
  'ap-southeast-1': ['apse1-az1', 'apse1-az2', 'apse1-az3'],
  'ap-southeast-2': ['apse2-az1', 'apse2-az2', 'apse2-az3'],
  'ca-central-1': ['cac1-az1', 'cac1-az2'],
};

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

const unifiedIsInTheRegion: WorkspaceRule = {
  reads: ['studio.experience', 'aws.region'],
  *check({ file: { studio, aws } }) {
    if (studio.experience === 'studio' || aws === undefined || Object.hasOwn(unifiedZones, aws.region)) return;
    yield {
      path: ['studio', 'experience'],
      code: 'UnsupportedRegion',
      message: `Unified Studio is not in ${aws.region}. It is in ${enumerate(Object.keys(unifiedZones))}.`,
      fix: 'Write `experience: studio`, or choose one of these regions in aws.region.',
    };
  },
};

const unifiedZonesExist: WorkspaceRule = {
  reads: ['studio.experience', 'aws.region', 'network'],
  *check({ file: { studio, aws, network } }) {
    const known = aws === undefined ? undefined : unifiedZones[aws.region];
    if (studio.experience === 'studio' || known === undefined || network.existing !== undefined) return;
    const wrong = typeof network.zones === 'number' ? [] : network.zones.filter((zone) => !known.includes(zone));
    if (wrong.length === 0 && zoneCount(network.zones) <= known.length) return;
    const given = wrong.length > 0 ? enumerate(wrong) : `${zoneCount(network.zones)} zones`;
    yield {
      path: ['network', 'zones'],
      code: 'UnsupportedZones',
      message: `Unified Studio in ${aws?.region} works in ${enumerate(known)}, not in ${given}.`,
      fix: `Write \`zones: ${Math.min(2, known.length)}\`.`,
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

/** What a studio can be. */
export const studioRules = [
  idleTimesAreOrdered,
  idleChoiceNeedsAfter,
  trustedAccountsNeedDocker,
  imageIsComplete,
  unifiedIsInTheRegion,
  unifiedZonesExist,
  unifiedNeedsSso,
  unifiedSettingsAreUsed,
];
