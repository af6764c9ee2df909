import { expect, test } from 'vitest';
import { problemsIn } from '../problems-in.ts';
import { expectKept, type RuleCase } from '../rule-case.ts';

const unified = 'signIn: { method: sso }\nstudio: { experience: unified }';
// Some regions have no CodeArtifact.
const noPackages = 'packages: { upstream: none }\n';

const cases: readonly RuleCase[] = [
  {
    promise: 'a CodeCommit repository of another region is refused',
    breaks:
      'workspace: acme\naws: { region: eu-west-1 }\nstudio: { cloneRepository: "https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/notes" }',
    keeps:
      'workspace: acme\naws: { region: eu-west-1 }\nstudio: { cloneRepository: "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/notes" }',
    path: 'studio.cloneRepository',
    code: 'OtherRegion',
    message: /notes is in eu-central-1;.*in eu-west-1/,
    fix: /repository in eu-west-1/,
  },
  {
    promise: 'a shortest idle time above the default is refused',
    breaks: 'workspace: acme\nstudio: { idleStop: { after: 60m, min: 2h } }',
    keeps: 'workspace: acme\nstudio: { idleStop: { after: 2h, min: 2h } }',
    path: 'studio.idleStop.min',
    code: 'IdleOrder',
    message: /min is 2h.*after, 60m.*min <= after <= max/,
    fix: /at most 60m/,
  },
  {
    promise: 'a longest idle time below the default is refused',
    breaks: 'workspace: acme\nstudio: { idleStop: { after: 3h, max: 120m } }',
    keeps: 'workspace: acme\nstudio: { idleStop: { after: 2h, max: 120m } }',
    path: 'studio.idleStop.after',
    code: 'IdleOrder',
    message: /after is 3h.*max, 120m/,
    fix: /at most 120m/,
  },
  {
    promise: 'a bound for an idle time that is not there is refused',
    breaks: 'workspace: acme\nstudio: { idleStop: { min: 2h } }',
    keeps: 'workspace: acme\nstudio: { idleStop: off }',
    path: 'studio.idleStop.min',
    code: 'IdleWithoutAfter',
    message: /there is no `after`/,
    fix: /after: 60m/,
  },
  {
    promise: 'trusted accounts without Docker are refused',
    breaks: 'workspace: acme\nstudio: { docker: { trustedAccounts: ["111122223333"] } }',
    keeps: 'workspace: acme\nstudio: { docker: { enabled: true, trustedAccounts: ["111122223333"] } }',
    path: 'studio.docker.trustedAccounts',
    code: 'NoEffect',
    message: /not enabled/,
    fix: /enabled: true/,
  },
  {
    promise: 'half a custom image is refused',
    breaks: 'workspace: acme\nstudio: { image: { name: team-image, appConfig: null } }',
    keeps: 'workspace: acme\nstudio: { image: { name: team-image, appConfig: team-config } }',
    path: 'studio.image.name',
    code: 'MissingSetting',
    message: /appConfig is missing/,
    fix: /Add `appConfig`/,
  },
  {
    promise: 'Unified Studio in a region without it is refused',
    breaks: `workspace: acme\naws: { region: eu-north-1 }\n${unified}`,
    keeps: `workspace: acme\naws: { region: eu-west-1 }\n${unified}`,
    path: 'studio.experience',
    code: 'UnsupportedRegion',
    message: /not in eu-north-1.*eu-central-1, eu-west-1/,
    fix: /experience: studio/,
  },
  {
    promise: 'Unified Studio in zones without it is refused',
    breaks: `workspace: acme\naws: { region: us-east-1 }\nnetwork: { zones: [use1-az1, use1-az3] }\n${unified}`,
    keeps: `workspace: acme\naws: { region: us-east-1 }\nnetwork: { zones: [use1-az1, use1-az6] }\n${unified}`,
    path: 'network.zones',
    code: 'UnsupportedZones',
    message: /use1-az6, not in use1-az3/,
    fix: /zones: 2/,
  },
  {
    promise: 'Unified Studio in more zones than there are is refused',
    breaks: `workspace: acme\naws: { region: sa-east-1 }\n${noPackages}network: { mode: egress, zones: 3 }\n${unified}`,
    keeps: `workspace: acme\naws: { region: sa-east-1 }\n${noPackages}network: { mode: egress, zones: 2 }\n${unified}`,
    path: 'network.zones',
    code: 'UnsupportedZones',
    message: /sae1-az1 and sae1-az3, not in 3 zones/,
    fix: /zones: 2/,
  },
  {
    promise: 'Unified Studio without single sign-on is refused',
    breaks: 'workspace: acme\nstudio: { experience: both }',
    keeps: 'workspace: acme\nsignIn: { method: sso }\nstudio: { experience: both }',
    path: 'studio.experience',
    code: 'NeedsSso',
    message: /signIn\.method is iam/,
    fix: /method: sso/,
  },
  {
    promise: 'settings of a Unified Studio that is not there are refused',
    breaks: 'workspace: acme\nstudio: { unified: { generativeAi: true } }',
    keeps: 'workspace: acme\nsignIn: { method: sso }\nstudio: { experience: both, unified: { generativeAi: true } }',
    path: 'studio.unified',
    code: 'NoEffect',
    message: /experience is studio/,
    fix: /experience: unified/,
  },
];

test.each(cases)('$promise', (rule) => expectKept(rule, problemsIn));

test.each(['59m', '525601m', '366d', '60', '1.5h', '90s'])(
  'an idle time of %s is refused: AWS takes 60 to 525,600 minutes',
  (time) => {
    const [problem] = problemsIn(`workspace: acme\nstudio: { idleStop: { after: ${time} } }`);
    expect(problem).toMatchObject({ path: 'studio.idleStop.after', code: 'NotAccepted', line: 2, column: 30 });
    expect(problem?.message).toMatch(/60m to 525600m/);
  },
);

const unifiedRegions = [
  'eu-west-1',
  'us-east-1',
  'us-west-2',
  'us-east-2',
  'eu-central-1',
  'sa-east-1',
  'ap-northeast-2',
  'eu-west-2',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
];

test.each(unifiedRegions)('Unified Studio is accepted in %s', (region) => {
  const text = `workspace: acme\naws: { region: ${region} }\n${noPackages}network: { mode: egress }\n${unified}`;
  expect(problemsIn(text)).toEqual([]);
});
