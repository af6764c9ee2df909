export { readTemplates } from '@atelier/cloudformation';
export { diagram } from './diagram/diagram.ts';
export { estimate } from './estimate/estimate.ts';
export { readPriceBook } from './estimate/price-book.ts';
export type { Guardrail } from './guardrails/guardrail.ts';
export { type PlanReport, planReport } from './report/plan-report.ts';
export { type PlannedOutput, plannedOutputs } from './report/planned-outputs.ts';
export { type Rights, type RightsHolder, rights } from './rights/rights.ts';
export { type Synthesis, synthesise } from './synthesise.ts';
