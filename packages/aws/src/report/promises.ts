import { type JourneyProof, type Project, silentAmounts, usualProject, type Workspace } from '@atelier/core';
import { type Finding, proofOf } from '@atelier/proofs';
import { strangersTo } from '../access/shared-space-policies.ts';
import type { EndpointComparison } from '../endpoints/compare-endpoints.ts';
import { type Guardrail, type GuardrailFinding, guardrail } from '../guardrails/guardrail.ts';
import { networkFindings } from '../region/network-findings.ts';
import { budgetListeners } from '../stacks/budget-listeners.ts';
import type { Isolation } from './isolation.ts';
import { ownApprovals } from './own-approvals.ts';
import { signInFindings } from './sign-in-findings.ts';

interface Promised {
  readonly workspace: Workspace;
  readonly endpoints: EndpointComparison;
  readonly isolation: Isolation;
  readonly journeys: JourneyProof;
  readonly proof: readonly Finding[];
}

/** The guardrails that rest on the proofs, the endpoints and the file itself rather than on single templates. */
export function promises(promised: Promised): readonly Guardrail[] {
  const { workspace, isolation, journeys, proof } = promised;
  return [
    guardrail(
      'isolation',
      isolation.findings
        .filter(({ rule }) => proofOf(rule) === 'isolation')
        .map((finding) => ofIsolation(finding, promised)),
    ),
    ...otherProofs.map((kind) =>
      guardrail(
        `proof-${kind}`,
        proof.filter(({ rule }) => proofOf(rule) === kind).map((finding) => ofOtherProof(finding, workspace)),
      ),
    ),
    guardrail('endpoint-list', [...endpointFindings(promised), ...appFindings(workspace)]),
    guardrail(
      'network',
      networkFindings(workspace).map(({ level, message, fix }) => general(level, message, fix)),
    ),
    guardrail('sign-in', signInFindings(workspace)),
    guardrail('journeys', [...journeyFindings(journeys), ...ownApprovals(workspace)]),
    guardrail('shared-spaces', sharedSpaceFindings(workspace)),
    guardrail('budget-is-heard', budgetFindings(workspace)),
    guardrail('nothing-left-out', leftOutFindings(workspace)),
  ];
}

/**
 * In a network that was there before, the templates do not show the ways out. The guardrail `network` looks at what AWS says
 * of it, refuses a way out that it finds, and says when nobody has asked.
 */
function ofIsolation(finding: Finding, { workspace, isolation }: Promised): GuardrailFinding {
  const { network } = workspace;
  if (finding.rule === 'unknown-network' && network.kind === 'existing')
    return { ...ofProof(finding, 'warning'), fix: lookedAtElsewhere };
  const isAskedFor = finding.rule === 'studio-link' && network.access.kind === 'anywhere';
  return ofProof(finding, isolation.wanted && !isAskedFor ? 'error' : 'warning');
}

const lookedAtElsewhere =
  'Read what the guardrail network says of its routes and endpoints, and what docs/existing-network.md says nobody looks at.';

const otherProofs = ['templates', 'endpoints', 'encryption', 'access', 'supplies'] as const;

/**
 * Told and let be, because the file asks for them by name: the one program that a workspace may contain, behind
 * `studio.projectTemplates`, a tracking app that may be out of reach, and a tracking server for all projects; beside these a
 * bucket of others for artifacts.
 */
const askedFor = ['custom-resource', 'tracking-app-reach', 'shared-tracking'];

function ofOtherProof(finding: Finding, { tracking }: Workspace): GuardrailFinding {
  const own = tracking.kind === 'none' ? null : tracking.bucket;
  if (own !== null && finding.rule === 'unknown-value' && finding.path === 'Properties.ArtifactStoreUri')
    return {
      ...ofProof(finding, 'warning'),
      fix: `Look who reaches the bucket ${own}, which the file names: nobody has.`,
    };
  return ofProof(finding, askedFor.includes(finding.rule) ? 'warning' : 'error');
}

/** One finding for each reason: many people may stop at the same call. */
function journeyFindings({ broken }: JourneyProof): GuardrailFinding[] {
  const reasons = Map.groupBy(broken, ({ call, because }) => `${call} ${because}`);
  return [...reasons.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { who, journey, call, because, fix } = first;
    const more = others.length === 0 ? '' : ` So do ${others.length} other journeys.`;
    return [general('error', `${who} cannot do ${journey}: ${call} is refused. ${because}${more}`, fix)];
  });
}

function ofProof({ stack, resource, path, message, fix }: Finding, level: GuardrailFinding['level']): GuardrailFinding {
  return { level, stack, resource, path, message, fix };
}

function endpointFindings({ endpoints: { missing, surplus } }: Promised): readonly GuardrailFinding[] {
  return [
    ...missing.map((service) =>
      general('error', `Nothing reaches ${service}, which the workspace needs.`, 'Add the endpoint to the network.'),
    ),
    ...surplus.map(({ service, monthlyUsd }) =>
      general(
        'warning',
        `The endpoint ${service} serves nothing that the workspace uses and costs ${monthlyUsd.toFixed(2)} USD a month.`,
        'Remove it.',
      ),
    ),
  ];
}

/** In an isolated network an app has no way that anybody knows of, so that the list of endpoints is not the whole answer. */
function appFindings({ tracking, network, aws, projects }: Workspace): readonly GuardrailFinding[] {
  if (tracking.kind !== 'app' || network.mode !== 'isolated' || projects.length === 0) return [];
  const host = `mlflow.sagemaker.${aws?.region ?? '<region>'}.app.aws`;
  const message = `No endpoint is known to reach ${host}, where tracking.kind: app has its experiments.`;
  return [general('warning', message, 'Write `tracking: { kind: server }`.')];
}

/** Shared spaces that reach nothing of their project, and the people because of whom it is so. */
function sharedSpaceFindings(workspace: Workspace): readonly GuardrailFinding[] {
  if (workspace.studio.spaces !== 'shared') return [];
  return workspace.projects.flatMap((project) => {
    const strangers = strangersTo(project, workspace);
    const [first] = strangers;
    if (first === undefined) return [];
    const others = strangers.length === 1 ? '' : ` and ${strangers.length - 1} more`;
    const isMember = project.members.includes(first.name);
    const why = `${first.name}${others} ${isMember ? 'may not run its jobs' : 'could open it without being a member'}`;
    return [
      general(
        'warning',
        `The shared space of ${project.name} reaches nothing of the project: all shared spaces work in one role, and ${why}.`,
        'Write studio.spaces: private, or give these people and projects a workspace of their own.',
      ),
    ];
  });
}

/** Amounts that the file names and no budget of AWS watches over; and whom a budget leaves out. */
function budgetFindings(workspace: Workspace): readonly GuardrailFinding[] {
  const silent = silentAmounts(workspace).map(({ path }) => path.join('.'));
  if (silent.length > 0) {
    const message = `Nobody is notified of ${silent.join(', ')}: no budget alarm is made, the estimate alone is held against it.`;
    return [general('warning', message, 'Write an address in notify of the project.')];
  }
  const { notified, omitted } = budgetListeners(workspace);
  if (workspace.limits.monthlyUsd === null || omitted.length === 0) return [];
  const message = `A budget of AWS tells ${notified.length} addresses; that of the workspace leaves out ${omitted.join(', ')}.`;
  return [general('warning', message, 'Write one address in notify that passes mail on to all of them.')];
}

/** Findings on what the file may ask for and no stack holds yet; the workspace is the same without it. */
function leftOutFindings({ studio, projects }: Workspace): readonly GuardrailFinding[] {
  const asked = [...(studio.prewarm ? ['studio.prewarm'] : []), ...projects.flatMap(leftOutOf)];
  return asked.map((setting) => general('warning', `${setting} has no effect on AWS yet.`, `Remove ${setting}.`));
}

const minutesOfDay = 24 * 60;

/** Settings of a project that differ from what the file begins with, so that somebody counts on them. */
function leftOutOf({ name, serving, promotion }: Project): readonly string[] {
  const { minInstances, maxInstances, capturePercent } = serving;
  const settings = {
    'serving.maxInstances': maxInstances !== minInstances,
    'serving.capturePercent': capturePercent !== usualProject.capturePercent,
    promotion:
      promotion.approveWithinMinutes !== usualProject.approveWithinDays * minutesOfDay ||
      promotion.canaryPercent !== usualProject.canaryPercent,
  };
  return Object.entries(settings).flatMap(([setting, isAsked]) => (isAsked ? `projects.${name}.${setting}` : []));
}

function general(level: GuardrailFinding['level'], message: string, fix: string): GuardrailFinding {
  return { level, stack: null, resource: null, path: null, message, fix };
}
