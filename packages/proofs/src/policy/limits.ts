import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Model } from '../model.ts';
import { type Condition, demandsOneOf, holdsForOthers } from './condition.ts';
import { globCovers, globMatches } from './glob.ts';
import { refusesUnlisted } from './listed-addresses.ts';
import { type Kind, type Owner, ownerOf } from './ownership.ts';
import type { Statement } from './statement.ts';

/** Whether conditions hold requests to what is ours; `untold`: to something of which nobody can tell whose it is. */
export type Held = 'held' | 'untold' | 'open';

type Keys = Readonly<Record<string, Kind>>;

/** Condition keys that hold a request to resources of certain accounts. */
const resourceKeys: Keys = {
  'aws:resourceaccount': 'account',
  's3:resourceaccount': 'account',
  'aws:resourceorgid': 'organization',
  'aws:resourceorgpaths': 'organization',
};

/** Condition keys that hold a request to callers of certain accounts, or to those whom certain resources send. */
const callerKeys: Keys = {
  'aws:principalaccount': 'account',
  'aws:principalorgid': 'organization',
  'aws:principalorgpaths': 'organization',
  'aws:principalarn': 'arn',
  'aws:sourceaccount': 'account',
  'aws:sourceowner': 'account',
  'aws:sourceorgid': 'organization',
  'aws:sourceorgpaths': 'organization',
  'aws:sourcearn': 'arn',
  'aws:sourcevpce': 'endpoint',
  'aws:sourcevpc': 'network',
  'aws:sourcevpcarn': 'arn',
  'kms:calleraccount': 'account',
  's3:dataaccesspointaccount': 'account',
  's3:dataaccesspointarn': 'arn',
};

const networkKeys: Keys = {
  'aws:sourcevpce': 'endpoint',
  'aws:sourcevpc': 'network',
  'aws:sourcevpcarn': 'arn',
};

/** Keys by which a refusal of other networks may spare AWS services and named roles. */
const sparingKeys = [
  'aws:principalisawsservice',
  'aws:viaawsservice',
  'aws:calledvia',
  'aws:calledvialast',
  'aws:calledviafirst',
  'aws:principalarn',
  'aws:principalservicename',
  'aws:principalservicenameslist',
];

/** Whether requests are held to resources by a statement, or by refusals beside it that cover it. */
export function heldToResources(statement: Statement, model: Model, beside: readonly Statement[]): Held {
  return strongest([heldBy(statement, resourceKeys, model), ...refusalsBeside(statement, resourceKeys, model, beside)]);
}

/** Whether callers are held by a statement, or by refusals beside it that cover it. */
export function heldToCallers(statement: Statement, model: Model, beside: readonly Statement[] = []): Held {
  const { conditions } = statement;
  const isMounted = conditions.some((one) => one.key === mountKey && isDemandedTrue(one, conditions));
  if (isMounted) return 'held';
  return strongest([heldBy(statement, callerKeys, model), ...refusalsBeside(statement, callerKeys, model, beside)]);
}

function refusalsBeside(statement: Statement, keys: Keys, model: Model, beside: readonly Statement[]): Held[] {
  return beside.filter((one) => isForAll(one) && covers(one, statement)).map((one) => refusesOthers(one, keys, model));
}

function strongest(found: readonly Held[]): Held {
  if (found.includes('held')) return 'held';
  return found.includes('untold') ? 'untold' : 'open';
}

/** AWS answers at the mount targets of a file system alone, which are in a network. */
const mountKey = 'elasticfilesystem:accessedviamounttarget';

/** Whether a refusal is of everybody: every service, provider or canonical user is not everybody. */
export function isForAll({ allows, principals }: Statement): boolean {
  return !allows && principals.some(({ kind, name }) => (kind === 'AWS' || kind === '*') && name === '*');
}

function covers(refusal: Statement, { actions, resources, notActions, notResources }: Statement): boolean {
  const isOfActions =
    notActions.length + notResources.length === 0 &&
    actions.every((one) => refusal.actions.some((wide) => globCovers(wide, one)));
  return isOfActions && resources.every((one) => refusal.resources.some((wide) => globCovers(wide, one)));
}

/** Whether a refusal holds for all but what is ours. */
function refusesOthers(refusal: Statement, keys: Keys, model: Model): Held {
  const [condition, second] = refusal.conditions;
  const kind = condition !== undefined && Object.hasOwn(keys, condition.key) ? keys[condition.key] : undefined;
  if (condition === undefined || second !== undefined || kind === undefined) {
    return keys === callerKeys
      ? weakest([refusesOtherNetworks(refusal, model), sparedCallers(refusal, model)])
      : 'open';
  }
  return holdsForOthers(condition) ? heldIf(ownerOfAll(condition, kind, refusal.at, model)) : 'open';
}

/** Whether whoever is named as spared is of the own account. */
function sparedCallers({ at, conditions }: Statement, model: Model): Held {
  const spared = conditions.filter(({ key }) => key === 'aws:principalarn').flatMap(({ values }) => values);
  return weakest(
    spared.map((arn) => (model.find(arn) === undefined ? heldIf(ownerOf('arn', arn, at, model)) : 'held')),
  );
}

function weakest(found: readonly Held[]): Held {
  return found.includes('open') ? 'open' : found.includes('untold') ? 'untold' : 'held';
}

function heldIf(owner: Owner): Held {
  return owner === 'ours' ? 'held' : owner === 'untold' ? 'untold' : 'open';
}

function isDemandedTrue(condition: Condition, others: readonly Condition[]): boolean {
  return demandsOneOf(condition, others) && condition.values.every((value) => /^true$/i.test(value));
}

export function heldToNetwork(statement: Statement, model: Model): Held {
  return heldBy(statement, networkKeys, model);
}

/** Whether only services of AWS get through, which act for themselves. */
export function heldToServices({ conditions }: Statement): boolean {
  return conditions.some((one) => one.key === 'aws:principalisawsservice' && isDemandedTrue(one, conditions));
}

/** All conditions of a statement have to hold, so that one that holds to what is ours is enough. */
function heldBy({ at, conditions }: Statement, keys: Keys, model: Model): Held {
  const found = conditions
    .filter((one) => Object.hasOwn(keys, one.key) && demandsOneOf(one, conditions))
    .map((one) => heldIf(ownerOfAll(one, keys[one.key] as Kind, at, model)));
  return strongest(found);
}

/** One of the values has to fit, so that each of them must be ours. */
function ownerOfAll({ values }: Condition, kind: Kind, at: EvaluatedResource, model: Model): Owner {
  const owners = values.map((value) => ownerOf(kind, value, at, model));
  if (owners.includes('others')) return 'others';
  return owners.includes('untold') ? 'untold' : 'ours';
}

/** Whether a refusal holds for all that come from other networks, save services of AWS and roles that it names. */
export function refusesOtherNetworks({ at, conditions, allows }: Statement, model: Model): Held {
  const networks = conditions.filter(({ key }) => Object.hasOwn(networkKeys, key));
  const others = conditions.filter(({ key }) => !Object.hasOwn(networkKeys, key));
  const [network, second] = networks;
  if (allows || network === undefined || second !== undefined || !holdsForOthers(network)) return 'open';
  if (!others.every((other) => sparingKeys.includes(other.key) && spares(other))) return 'open';
  return heldIf(ownerOfAll(network, networkKeys[network.key] as Kind, at, model));
}

/** The same, where a refusal may spare addresses of the internet that are listed as well, or those alone. */
export function refusesOtherPlaces(refusal: Statement, model: Model): Held {
  const conditions = refusal.conditions.filter((one) => !refusesUnlisted(one));
  if (conditions.length === refusal.conditions.length) return refusesOtherNetworks(refusal, model);
  const isOfAddresses = conditions.every(({ key }) => !Object.hasOwn(networkKeys, key));
  if (!isOfAddresses) return refusesOtherNetworks({ ...refusal, conditions }, model);
  return !refusal.allows && conditions.every((one) => sparingKeys.includes(one.key) && spares(one)) ? 'held' : 'open';
}

/** Spares certain callers and not all of them. */
function spares({ operator, quantifier, values }: Condition): boolean {
  if (operator === 'bool') return quantifier !== 'any' && values.every((value) => /^false$/i.test(value));
  const isList = /not(equals|like)/.test(operator) && quantifier !== 'any';
  return isList && !values.some((value) => wideCallers.some((caller) => globMatches(value, caller)));
}

/** Callers whom nobody named: a pattern that spares them spares everybody. */
const wideCallers = [
  'arn:aws:iam::⟨AccountId⟩:role/zq7',
  'arn:⟨Partition⟩:iam::⟨AccountId⟩:role/zq7',
  'arn:aws:iam::000000000007:role/zq7',
  'arn:aws:iam::000000000007:user/zq7',
  'zq.amazonaws.com',
];
