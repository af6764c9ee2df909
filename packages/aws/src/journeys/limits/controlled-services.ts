/**
 * Services of AWS whose actions resource control policies hold for, as far as a workspace calls them (Organizations User Guide,
 * "List of AWS services that support RCPs", of September 2026).
 */
const controlled = 'budgets codeartifact codecommit ecr events kms logs s3 secretsmanager sts'.split(' ');

/** Whether resource control policies hold for an action. */
export function isControlled(action: string): boolean {
  return controlled.includes(action.split(':')[0] ?? '');
}
