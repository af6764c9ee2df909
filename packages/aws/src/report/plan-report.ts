import { regionNamed } from '@atelier/aws-regions';
import { evaluate, type StackTemplate } from '@atelier/cloudformation';
import {
  type AccessSummary,
  accessSummary,
  type Estimate,
  type JourneyProof,
  type Piece,
  type Workspace,
} from '@atelier/core';
import { type Finding, type Proof, prove } from '@atelier/proofs';
import { type BeyondIam, beyondIam } from '../access/beyond-iam.ts';
import { compareEndpoints, type EndpointComparison } from '../endpoints/compare-endpoints.ts';
import { endpointServices } from '../endpoints/endpoint-services.ts';
import { presentEndpoints } from '../endpoints/present-endpoints.ts';
import { servicesInUse, usedServices } from '../endpoints/used-services.ts';
import { estimate } from '../estimate/estimate.ts';
import { overLimit } from '../estimate/over-limit.ts';
import type { PriceBook } from '../estimate/price-book.ts';
import { hoursOfMonth } from '../estimate/pricing.ts';
import { anyAccount, type Guardrail } from '../guardrails/guardrail.ts';
import { guardrails } from '../guardrails/guardrails.ts';
import { type AccountLimits, noLimits } from '../journeys/limits/account-limits.ts';
import { ownBoundary } from '../journeys/limits/own-boundary.ts';
import { handedOut } from '../journeys/operators/handed-out.ts';
import { proveJourneys } from '../journeys/prove-journeys.ts';
import { stackOf } from '../layout/stack-of.ts';
import type { Synthesis } from '../synthesise.ts';
import type { Isolation } from './isolation.ts';
import { promises } from './promises.ts';
import { waysIn } from './ways-in.ts';

/** Everything that can be said of a deployment before it is made. */
export interface PlanReport {
  readonly workspace: string;
  readonly region: string;
  /** Nothing speaks against a deployment. */
  readonly ok: boolean;
  readonly pieces: readonly PlannedPiece[];
  readonly stacks: readonly PlannedStack[];
  readonly endpoints: EndpointComparison;
  readonly isolation: Isolation;
  /** The verdict on every promise. */
  readonly proof: Pick<Proof, 'verdicts' | 'accepted'>;
  /** Whether people, jobs and services can do what they have to. */
  readonly journeys: JourneyProof;
  readonly access: AccessSummary & { readonly beyond: readonly BeyondIam[] };
  readonly cost: Estimate;
  readonly guardrails: readonly Guardrail[];
}

export interface PlannedPiece {
  readonly id: string;
  readonly kind: Piece['kind'];
  readonly because: string;
  readonly needs: readonly string[];
  readonly stack: string;
  /** Logical ids in the template of that stack. */
  readonly resources: readonly string[];
  /** Why there are none; null: there are. */
  readonly none: string | null;
}

export interface PlannedStack {
  readonly name: string;
  readonly resources: number;
  /** Stacks that come before it. */
  readonly after: readonly string[];
}

export interface PlanInputs {
  readonly workspace: Workspace;
  readonly synthesis: Synthesis;
  readonly prices: PriceBook;
  /** Templates of the last deployment; null: not known. */
  readonly deployed: readonly StackTemplate[] | null;
  /** Policies that stand over the account and its roles; left out: nobody has shown any. */
  readonly limits?: AccountLimits;
}

/** Prove, compare and price what was synthesised. */
export async function planReport({ workspace, synthesis, prices, deployed, limits }: PlanInputs): Promise<PlanReport> {
  const { blueprint, stacks, dependencies } = synthesis;
  const region = workspace.aws?.region ?? '';
  const proof = await prove(stacks);
  const cost = estimate(stacks, workspace.usage, prices);
  const endpoints = endpointsOf(synthesis, prices, region);
  const isolation = isolationOf(workspace, proof.findings);
  const journeys = await journeysIn(workspace, stacks, limits ?? noLimits);
  const held = [
    ...guardrails(stacks, { workspace, ...(deployed === null ? {} : { deployed }) }),
    ...overLimit(cost, workspace),
    ...promises({ workspace, endpoints, isolation, journeys, proof: proof.findings }),
  ];
  return {
    workspace: workspace.name,
    region,
    ok: held.every(({ ok }) => ok),
    pieces: blueprint.pieces.map((piece) => plannedPiece(piece, synthesis)),
    stacks: stacks.map(({ stack, template }) => ({
      name: stack,
      resources: Object.keys(template.Resources).length,
      after: dependencies[stack] ?? [],
    })),
    endpoints,
    isolation,
    proof: { verdicts: proof.verdicts, accepted: proof.accepted },
    journeys,
    access: { ...accessSummary(workspace), beyond: beyondIam(workspace) },
    cost,
    guardrails: held,
  };
}

async function journeysIn(
  workspace: Workspace,
  stacks: readonly StackTemplate[],
  limits: AccountLimits,
): Promise<JourneyProof> {
  const { region = '', account = null } = workspace.aws ?? {};
  const partition = regionNamed(region)?.partition ?? 'aws';
  const place = { partition, region, account: account ?? anyAccount };
  const boundary = limits.boundary ?? ownBoundary(workspace, stacks);
  const rights = await handedOut(workspace, { stacks }, place);
  return proveJourneys(workspace, evaluate(stacks, place), place, { rights, limits: { ...limits, boundary } });
}

function plannedPiece(piece: Piece, { blueprint, holdings }: Synthesis): PlannedPiece {
  const { id, kind, because, needs } = piece;
  const { resources, none } = holdings.get(id) ?? { resources: [], none: null };
  return { id, kind, because, needs, stack: stackOf(blueprint.workspace, piece), resources, none };
}

function endpointsOf({ blueprint, stacks }: Synthesis, prices: PriceBook, region: string): EndpointComparison {
  const reach = blueprint.pieces.flatMap((piece) => (piece.kind === 'network' ? piece.reach : []));
  const there = blueprint.pieces.flatMap((piece) =>
    piece.kind === 'network' && piece.network.kind === 'existing' ? piece.network.endpoints : [],
  );
  const evaluated = evaluate(stacks);
  const required = servicesInUse(endpointServices(reach), usedServices(evaluated));
  // What others have besides in their network is not ours to judge.
  const shared = required.filter(({ service }) => there.includes(service)).map((each) => ({ ...each, zones: 0 }));
  return compareEndpoints(required, [...presentEndpoints(evaluated), ...shared], zoneMonthUsd(prices, region));
}

function zoneMonthUsd(prices: PriceBook, region: string): number {
  return Math.round((prices.pricesOf('endpoint-hour', region)[0]?.usd ?? 0) * hoursOfMonth.amount * 100) / 100;
}

function isolationOf(workspace: Workspace, proof: readonly Finding[]): Isolation {
  const { network } = workspace;
  const findings = proof.filter(({ promises }) => promises.some((promise) => promise.startsWith('isolation-')));
  return { ok: findings.length === 0, wanted: network.mode === 'isolated', findings, waysIn: waysIn(workspace) };
}
