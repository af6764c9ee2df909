export type { AuditEntry } from './audit-entry.ts';
export type { AuditLog } from './audit-log.ts';
export { openAuditLog } from './open-audit-log.ts';
