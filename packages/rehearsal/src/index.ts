export { writeAssemblies } from './assemblies.ts';
export type { Companion } from './companion.ts';
export { longestChain } from './longest-chain.ts';
export { performBootstrap, performPhase } from './perform-phase.ts';
export type { Phase, PhaseAnswer } from './phase.ts';
export { isClean, type RehearsalReport, rehearsalReport } from './rehearsal-report.ts';
export { type PhaseRecord, rehearseCycle } from './rehearse-cycle.ts';
export { rehearseFaults } from './rehearse-faults.ts';
export { openSession, type Session } from './session.ts';
