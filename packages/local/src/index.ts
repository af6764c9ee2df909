export { type DownOutcome, down } from './down.ts';
export type { RunNews } from './flow/flow-runs.ts';
export type { RunProgress } from './flow/run-progress.ts';
export { gatewayClient } from './gateway/gateway-client.ts';
export { findHost, type Host } from './host.ts';
export { type SampleFiles, writeSampleData } from './sample-data.ts';
export { createStateFolder, type StateFolder, stateFolder } from './state-folder.ts';
export type { SupervisorStatus } from './supervisor/supervisor.ts';
export { answers, type SupervisorNews, up } from './up.ts';
