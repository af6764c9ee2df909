// What only the supervisor's own process needs: apart from index.ts, so that no other command loads the database engine.
export { supervise } from './supervisor/supervise.ts';
export { startTracking } from './tracking/tracking-server.ts';
export { openWarehouse } from './warehouse/warehouse.ts';
