import type { Finding } from '@atelier/proofs';
import { describe, expect, test } from 'vitest';
import { readPriceBook } from '../../src/estimate/price-book.ts';
import { planReport } from '../../src/report/plan-report.ts';
import { promises } from '../../src/report/promises.ts';
import type { AwsWorkspace } from '../../src/stacks/ground.ts';
import { synthesise } from '../../src/synthesise.ts';
import { written } from '../example.ts';

const project = (name: string, settings: string) =>
  `  ${name}: { members: [lead, july]${settings === '' ? '' : `, ${settings}`} }\n`;
const numbered = (count: number, at: string) =>
  Array.from({ length: count }, (_, index) => `a${index}@${at}`).join(', ');
const saml = '{ kind: saml, arn: "arn:aws:iam::111122223333:saml-provider/company" }';
const isolation = { ok: true, wanted: true, findings: [], waysIn: [] };
const journeys = { proven: 1, broken: [], notProven: [] };
const endpoints = { required: [], present: [], missing: [], surplus: [] };

/** Findings that the plan of a file tells beside its proofs, by guardrail; these are warnings, which stop nothing. */
function notified(text: string) {
  const workspace = written(`workspace: acme
aws: { region: eu-central-1 }
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
${text}`);
  return found(workspace);
}

function found(workspace: AwsWorkspace) {
  const held = promises({ workspace, endpoints, isolation, journeys, proof: [] });
  expect(held.every(({ ok }) => ok)).toBe(true);
  return Object.fromEntries(held.flatMap(({ id, finding }) => (finding === null ? [] : [[id, finding]])));
}

/** What it tells of signing in stands in a test of its own. */
function notifiedBesides(text: string) {
  const { 'sign-in': _, ...others } = notified(text);
  return others;
}

describe('a plan tells', () => {
  test('nothing of a file in which everything has its effect', () => {
    expect(notifiedBesides(`projects:\n${project('sales', 'notify: [a@b.org], budget: { monthlyUsd: 5 }')}`)).toEqual(
      {},
    );
  });

  test.each([
    ['studio: { prewarm: true }\n', 'studio.prewarm has no effect on AWS yet.'],
    [
      `projects:\n${project('sales', 'serving: { maxInstances: 3 }')}`,
      'projects.sales.serving.maxInstances has no effect on AWS yet.',
    ],
    [
      `projects:\n${project('sales', 'promotion: { canaryPercent: 20 }')}`,
      'projects.sales.promotion has no effect on AWS yet.',
    ],
  ])('that %s has no effect', (text, finding) => {
    expect(notifiedBesides(text)).toEqual({ 'nothing-left-out': finding });
  });

  test('of a bucket of others for artifacts, which nobody has looked at, and refuses one that the file does not name', () => {
    const finding: Finding = {
      rule: 'unknown-value',
      verdict: 'not proven',
      promises: ['isolation-out'],
      stack: 's',
      resource: 'Tracking',
      type: 'AWS::SageMaker::MlflowTrackingServer',
      path: 'Properties.ArtifactStoreUri',
      message: 'm',
      fix: 'f',
    };
    const held = (tracking: string) => {
      const workspace = written(`workspace: acme\naws: { region: eu-central-1 }\n${tracking}\n`);
      return promises({ workspace, endpoints, isolation, journeys, proof: [finding] });
    };
    const templates = (tracking: string) => held(tracking).find(({ id }) => id === 'proof-templates');
    expect(templates('tracking: { bucket: team-runs }')).toMatchObject({
      ok: true,
      fix: 'Look who reaches the bucket team-runs, which the file names: nobody has.',
    });
    expect(templates('tracking: { kind: server }')?.ok).toBe(false);
  });

  test('that nothing is known to reach a tracking app in an isolated network', () => {
    const app = `tracking: { kind: app }\nprojects:\n${project('sales', '')}`;
    expect(notifiedBesides(app)).toEqual({
      'endpoint-list':
        'No endpoint is known to reach mlflow.sagemaker.eu-central-1.app.aws, where tracking.kind: app has its experiments.',
    });
    expect(notifiedBesides(`network: { mode: egress }\n${app}`)).toEqual({});
  });

  test('who does not hear of the budget of the workspace', () => {
    const projects = [project('east', `notify: [${numbered(7, 'east.org')}]`)];
    const text = `projects:\n${[...projects, project('west', `notify: [${numbered(5, 'west.org')}]`)].join('')}`;
    expect(notifiedBesides(text)).toEqual({});
    expect(notifiedBesides(`${text}limits: { monthlyUsd: 9000 }\n`)).toEqual({
      'budget-is-heard':
        'A budget of AWS tells 10 addresses; that of the workspace leaves out a3@west.org, a4@west.org.',
    });
  });

  test('which amounts nobody hears of, where others are heard', () => {
    const silent = project('silent', 'budget: { monthlyUsd: 1 }');
    const heard = project('heard', 'budget: { monthlyUsd: 1 }, notify: [a@b.org]');
    expect(notifiedBesides(`limits: { monthlyUsd: 9000 }\nprojects:\n${silent}${heard}`)['budget-is-heard']).toMatch(
      /^Nobody is notified of projects\.silent\.budget:/,
    );
  });

  test('which shared spaces reach nothing, with whom it is because of, and nothing where everybody is a member', () => {
    const shared = (people: string, ...members: string[]) => {
      const projects = members.map((names, index) => `  p${index}: { members: [${names}] }\n`).join('');
      const text = `people: { lead: { role: lead-data-scientist }, ${people} }\nstudio: { spaces: shared }\nprojects:\n${projects}`;
      return found(written(`workspace: acme\naws: { region: eu-central-1 }\n${text}`))['shared-spaces'];
    };
    const [ana, eve, vera] = [
      'ana: { role: data-engineer }',
      'eve: { role: data-scientist }',
      'vera: { role: viewer }',
    ];
    expect(shared(ana, 'lead, ana', 'ana, lead')).toBeUndefined();
    expect(shared(ana, 'lead, ana', 'lead')).toBe(
      'The shared space of p1 reaches nothing of the project: all shared spaces work in one role, and ana could open it without being a member.',
    );
    expect(shared(`${ana}, ${eve}`, 'lead')).toContain('ana and 1 more could open it without being a member');
    expect(shared(vera, 'lead, vera')).toContain('vera may not run its jobs');
  });

  test('that nobody hears of amounts', () => {
    expect(notifiedBesides('limits: { monthlyUsd: 9000 }\n')).toEqual({
      'budget-is-heard': expect.stringContaining('Nobody is notified of limits.monthlyUsd:'),
    });
  });
});

describe('the ways out of a network that was there before', () => {
  const settings = 'vpc: vpc-0a1b2c3d, cidr: 10.10.0.0/16, routeTables: [rtb-0a1b2c3d], endpoints: [sts]';
  const subnets = 'subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e, subnet-0a1b2c3f]';
  const text = `workspace: mine
aws: { region: eu-central-1 }
network: { mode: isolated, existing: { ${settings}, ${subnets} } }
people: { lead: { role: lead-data-scientist }, july: { role: data-scientist } }
projects: { sales: { members: [lead] } }
`;
  const reportOf = async () => {
    const workspace = written(text);
    const [synthesis, prices] = await Promise.all([synthesise(workspace), readPriceBook()]);
    return planReport({ workspace, synthesis, prices, deployed: null });
  };

  test('are called not proven, are notified of, and stop no deployment', async () => {
    const report = await reportOf();
    expect(report.isolation.findings.map(({ verdict }) => verdict)).toContain('not proven');
    expect(report.guardrails.filter(({ ok }) => !ok)).toEqual([]);
    for (const id of ['isolation', 'network'])
      expect(report.guardrails.find((guard) => guard.id === id)).toMatchObject({ finding: expect.any(String) });
  });

  test.each([
    ['', 'Nobody can open Studio'],
    ['signIn: { method: sso }\n', 'is not proven'],
    [`signIn: { provider: ${saml} }\nnetwork: { access: anywhere }\n`, 'is not limited'],
    [`signIn: { provider: ${saml} }\n`, undefined],
    [`signIn: { provider: ${saml} }\nnetwork: { access: ["203.0.113.0/24"] }\n`, undefined],
  ])('who can open Studio, and from where: %j', (text, told) => {
    const finding = notified(text)['sign-in'];
    expect(finding).toEqual(told === undefined ? undefined : expect.stringContaining(told));
  });
});
