import type { Condition, Statement } from './statement.ts';

/** Condition keys that hold a request to resources of certain accounts. */
const resourceKeys = ['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths', 's3:resourceaccount'];

/** Condition keys that hold a request to callers of certain accounts, or to those whom certain resources send. */
const callerKeys = [
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalarn',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourcearn',
  'aws:sourcevpce',
  'aws:sourcevpc',
  'kms:calleraccount',
  's3:dataaccesspointaccount',
  'elasticfilesystem:accessedviamounttarget',
  'lambda:functionurlauthtype',
];

const networkKeys = ['aws:sourcevpce', 'aws:sourcevpc', 'aws:vpcsourceip', 'aws:sourcevpcarn'];

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

export function isLimitedToResources({ conditions }: Statement): boolean {
  return conditions.some((condition) => resourceKeys.includes(condition.key) && demands(condition));
}

export function isLimitedToCallers({ conditions }: Statement): boolean {
  return conditions.some((condition) => callerKeys.includes(condition.key) && demands(condition));
}

export function isLimitedToNetwork({ conditions }: Statement): boolean {
  return conditions.some((condition) => networkKeys.includes(condition.key) && demands(condition));
}

/** Whether a refusal holds for all that come from other networks, save services of AWS and roles that it names. */
export function refusesOtherNetworks({ conditions }: Statement): boolean {
  const networks = conditions.filter(({ key }) => networkKeys.includes(key));
  const others = conditions.filter(({ key }) => !networkKeys.includes(key));
  return (
    networks.length === 1 &&
    networks.every(excludes) &&
    others.every((other) => sparingKeys.includes(other.key) && spares(other))
  );
}

/** The value must be there and be one of those named. */
function demands({ operator, values }: Condition): boolean {
  const isPositive = /^(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like)|Bool)$/.test(operator);
  return isPositive && values.length > 0 && values.every((value) => /[^*?]/.test(value));
}

/** Everything but the values named; a missing value counts as another one. */
function excludes({ operator, values }: Condition): boolean {
  const isNegative = /^(StringNot(Equals|Like|EqualsIgnoreCase)|ArnNot(Equals|Like))(IfExists)?$/.test(operator);
  return isNegative && values.length > 0 && values.every((value) => /[^*?]/.test(value));
}

/** Spares certain callers and not all of them. */
function spares({ operator, values }: Condition): boolean {
  const isFlag = /^Bool(IfExists)?$/.test(operator) && values.every((value) => value.toLowerCase() === 'false');
  const isList = /Not(Equals|Like)/.test(operator) && values.every((value) => !/^(\*|arn:[^/]*\*)$/.test(value));
  return isFlag || isList;
}
