export { type ClientPlace, clientEnvironment } from './http/client-environment.ts';
export type { Call } from './service/call.ts';
export type { FaultKind, PlannedFault } from './service/planned-fault.ts';
export { type LongestChain, longestChainMinutes } from './stacks/longest-chain.ts';
export { type Refusal, type StandIn, type StandInOptions, startStandIn } from './stand-in.ts';
export { startClock } from './world/clock.ts';
export { holdings } from './world/holdings.ts';
export { newWorld } from './world/new-world.ts';
export type { World } from './world/world.ts';
