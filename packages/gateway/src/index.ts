export type { GatewayTask } from './gateway-task.ts';
