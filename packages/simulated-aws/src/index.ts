export { type PossibleCall, refusalOf } from './authorise/refusal-of.ts';
export { type ClientPlace, clientEnvironment } from './http/client-environment.ts';
export { customResources } from './kinds/custom-resource-kind.ts';
export type { Call } from './service/call.ts';
export type { FaultKind, PlannedFault } from './service/planned-fault.ts';
export { type DirectoryGiven, putIdentityCenter, userIdOf } from './services/identity-center/put-identity-center.ts';
export {
  type Refusal,
  type SimulatedAccount,
  type SimulationOptions,
  startSimulatedAccount,
} from './simulated-account.ts';
export { type LongestChain, longestChainMinutes } from './stacks/longest-chain.ts';
export { startClock } from './world/clock.ts';
export { holdings } from './world/holdings.ts';
export { newWorld } from './world/new-world.ts';
export type { World } from './world/world.ts';
