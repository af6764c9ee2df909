// What only the supervisor's own process needs, and benchmarks: apart from index.ts, so that no other command loads the
// database engine.
export { createProjectFolders } from './project-folders.ts';
export { supervise } from './supervisor/supervise.ts';
export { startTracking } from './tracking/tracking-server.ts';
export { checkQuery } from './warehouse/query.ts';
export { type SupervisedWarehouse, startWarehouse } from './warehouse/supervised-warehouse.ts';
export { openWarehouse, type ProjectWarehouse, type WarehouseLimits } from './warehouse/warehouse.ts';
