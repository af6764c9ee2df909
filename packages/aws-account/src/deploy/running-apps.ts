import { isDeepStrictEqual } from 'node:util';
import { type GuardrailFinding, valueAt, warning } from '@atelier/aws';
import { type EvaluatedResource, evaluate, type StackTemplate } from '@atelier/cloudformation';
import { Problem } from '@atelier/problem';
import type { Account, AppFound } from '../read/account.ts';

/**
 * Settings of a domain that SageMaker changes only while no app is InService, Pending or Deleting.
 *
 * Source: API reference of UpdateDomain, and the developer guide, "Edit domain settings". CloudFormation sends all of
 * DomainSettings when one of them changes, also the one that SageMaker refuses while apps run.
 */
const fixedWhileAppsRun = [
  'AppNetworkAccessType',
  'SubnetIds',
  'DefaultUserSettings.ExecutionRole',
  'DefaultSpaceSettings.ExecutionRole',
  'DomainSettings',
];

export interface DomainChange {
  readonly account: Account;
  readonly templates: readonly StackTemplate[];
  readonly deployed: readonly StackTemplate[];
}

export interface AppsInTheWay {
  /** SageMaker would refuse the change. */
  readonly blockers: readonly Problem[];
  /** The change reaches what runs only later. */
  readonly warnings: readonly GuardrailFinding[];
}

/** Blockers and warnings that the apps running at this moment mean for a change of their domain. */
export function appsInTheWay({ account, templates, deployed }: DomainChange): AppsInTheWay {
  const apps = account.domains.flatMap((domain) => (domain.isOurs ? domain.apps : [])).filter(isRunning);
  if (apps.length === 0) return { blockers: [], warnings: [] };
  const changes = changesOfDomains(domainsOf(deployed, account), domainsOf(templates, account));
  const refused = changes.filter(({ refused }) => refused.length > 0);
  return {
    blockers: refused.map((change) => blocker(change.refused, apps)),
    warnings: changes.filter((change) => !refused.includes(change)).map((change) => laterFor(change, apps)),
  };
}

function isRunning({ status }: AppFound): boolean {
  return ['InService', 'Pending', 'Deleting'].includes(status);
}

function domainsOf(templates: readonly StackTemplate[], { account, region }: Account): readonly EvaluatedResource[] {
  const resources = evaluate(templates, { account, region }).flatMap((stack) => stack.resources);
  return resources.filter(({ type }) => type === 'AWS::SageMaker::Domain');
}

interface Change {
  readonly domain: EvaluatedResource;
  /** Properties that change. */
  readonly changed: readonly string[];
  /** Those that cannot. */
  readonly refused: readonly string[];
}

function changesOfDomains(before: readonly EvaluatedResource[], after: readonly EvaluatedResource[]): Change[] {
  return after.flatMap((domain) => {
    const old = before.find(({ stack, logicalId }) => stack === domain.stack && logicalId === domain.logicalId);
    if (old === undefined) return [];
    const differs = (path: string) =>
      !isDeepStrictEqual(valueAt(old.properties, path), valueAt(domain.properties, path));
    const names = new Set([...Object.keys(old.properties), ...Object.keys(domain.properties)]);
    const changed = [...names].filter(differs);
    return changed.length === 0 ? [] : [{ domain, changed, refused: fixedWhileAppsRun.filter(differs) }];
  });
}

function blocker(refused: readonly string[], apps: readonly AppFound[]): Problem {
  return new Problem({
    code: 'AppsRunning',
    message: `The Studio domain would change in ${refused.join(', ')}, which SageMaker refuses while apps run: ${listed(apps)}.`,
    fix: `Ask their people to stop them, or run ${apps.map(stopping)[0]}${apps.length > 1 ? ' and the same for the others' : ''}; then deploy again.`,
    whose: 'yours',
    state: 'Nothing was changed.',
  });
}

function laterFor({ domain: { stack, logicalId }, changed }: Change, apps: readonly AppFound[]): GuardrailFinding {
  const message = `The Studio domain changes in ${changed.join(', ')} while apps run: ${listed(apps)}. They keep what they have until they are started again`;
  const fix = 'Tell their people. Should SageMaker refuse the change all the same, deploy again when nothing runs.';
  return warning({ stack, resource: logicalId }, message, fix);
}

const mostNamed = 6;

function listed(apps: readonly AppFound[]): string {
  const more = apps.length > mostNamed ? ` and ${apps.length - mostNamed} more` : '';
  const each = apps.slice(0, mostNamed).map(({ type, space, profile, status, sinceMs }) => {
    const since = sinceMs === null ? '' : ` since ${new Date(sinceMs).toISOString().slice(0, 16)}Z`;
    return `${type} of ${space ?? profile ?? 'nobody known'} (${status}${since})`;
  });
  return `${each.join(', ')}${more}`;
}

function stopping({ domain, space, profile, type, name }: AppFound): string {
  const owner = space === null ? `--user-profile-name ${profile}` : `--space-name ${space}`;
  return `aws sagemaker delete-app --domain-id ${domain} ${owner} --app-type ${type} --app-name ${name}`;
}
