import type { FlowSpec } from '../../model/flow-spec.ts';
import type { Path, RuleFinding } from '../explaining/issue.ts';

/** A flow, and where a project names it. */
export interface NamedFlow {
  readonly project: string;
  readonly path: Path;
  readonly spec: FlowSpec;
}

/** Findings on what two flows of a workspace cannot share; each flow is compared with the first one that has it. */
export function flowsTogether(flows: readonly NamedFlow[]): readonly RuleFinding[] {
  return [...takenTwice(flows), ...filledTwice(flows)];
}

/** The flows of a project fill the same tables: what one loads, the others learn from. */
function filledTwice(flows: readonly NamedFlow[]): readonly RuleFinding[] {
  const firsts = new Map<string, NamedFlow>();
  return flows.flatMap((flow) => {
    const first = firsts.get(flow.project) ?? flow;
    firsts.set(flow.project, first);
    if (rowsOf(first.spec) === rowsOf(flow.spec)) return [];
    const [one, other] = [first.spec.flow, flow.spec.flow];
    const message = `The flows ${one} and ${other} fill the same tables of project ${flow.project}, store_sales and the others, from different inputs or calendars: each would learn from the rows of both.`;
    const fix = `List ${other} under a project of its own, or give it the inputs and the calendar of ${one}.`;
    return [{ path: flow.path, code: 'TwoFlowsOneWarehouse', message, fix }];
  });
}

/** The same for flows that load the same rows. */
function rowsOf({ inputs, calendar }: FlowSpec): string {
  return JSON.stringify([inputs, inputs.dates === null ? calendar : null]);
}

function takenTwice(flows: readonly NamedFlow[]): readonly RuleFinding[] {
  const owners = new Map<string, NamedFlow>();
  const findings: RuleFinding[] = [];
  for (const flow of flows) {
    const taken = claimsOf(flow).find(({ key }) => owners.has(key));
    const owner = taken === undefined ? undefined : owners.get(taken.key);
    if (taken !== undefined && owner !== undefined) {
      const message = `${taken.what} is taken already, by a flow of project ${owner.project}.`;
      findings.push({ path: flow.path, code: taken.code, message, fix: 'Change it in one of the two flow files.' });
    }
    for (const { key } of claimsOf(flow)) if (!owners.has(key)) owners.set(key, flow);
  }
  return findings;
}

function claimsOf({ project, spec }: NamedFlow) {
  const { endpoint } = spec.serving;
  const { table } = spec.batch;
  return [
    { key: `flow ${spec.flow}`, code: 'TwoFlowsOneName', what: `The flow name "${spec.flow}"` },
    { key: `endpoint ${endpoint}`, code: 'TwoFlowsOneEndpoint', what: `The endpoint "${endpoint}"` },
    { key: `table ${project} ${table}`, code: 'TwoFlowsOneTable', what: `The table "${table}"` },
  ];
}
