export { apiClient } from './api/api-client.ts';
export { type TokenClient, tokenClient } from './api/token-client.ts';
export { controlClient } from './control/control-client.ts';
export { type DoctorReport, type Examined, examine } from './doctor.ts';
export { type DownOutcome, down } from './down.ts';
export { findHost } from './find-host.ts';
export { doorCertificate } from './front-door/door-certificate.ts';
export { refuseToMove } from './front-door/refuse-to-move.ts';
export type { Host } from './host.ts';
export { type PlannedJourneys, plannedJourneys } from './journeys/planned-journeys.ts';
export { type JourneysHere, tryJourneys } from './journeys/try-journeys.ts';
export { packageClient } from './packages/package-client.ts';
export type { Counterpart } from './plan/counterpart.ts';
export { type PlanHere, planHere } from './plan/plan-here.ts';
export { type PlannedDoor, plannedDoor } from './plan/planned-door.ts';
export type { CrossedTotal, Receipt } from './receipt/receipt.ts';
export { receiptKey, receiptKeyMade } from './receipt/receipt-key.ts';
export {
  isPublicKeyText,
  publicKeyText,
  type ReceiptVerdict,
  signedReceiptText,
  verifyReceipt,
} from './receipt/signed-receipt.ts';
export { spaceReceipt } from './receipt/space-receipt.ts';
export type { AskedDoor } from './routes/send-request.ts';
export { type SampleFiles, writeSampleData } from './sample-data.ts';
export { shippedNotebooks } from './spaces/shipped-notebooks.ts';
export { type SpaceName, spaceFileName, spaceId, spaceText } from './spaces/space-name.ts';
export { appendToLog, openLog } from './state/open-log.ts';
export { openToEverybody } from './state/open-parents.ts';
export { workspaceLogs } from './state/workspace-logs.ts';
export { createStateFolder, type StateFolder, stateFolder } from './state-folder.ts';
export { answers, type SupervisorNews, up } from './up.ts';
