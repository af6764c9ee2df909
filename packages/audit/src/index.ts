export type { AuditEntry } from './audit-entry.ts';
export type { AuditLog } from './audit-log.ts';
export type { AuditRecord } from './audit-record.ts';
export { type AuditPlace, openAuditLog } from './open-audit-log.ts';
export { readAudit, type UnreadLine } from './read-audit.ts';
export { type AuditBreak, type AuditHead, type VerifiedAudit, type VerifiedLog, verifyAudit } from './verify-audit.ts';
