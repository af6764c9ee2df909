import type { WireJson } from '../world/resource-store.ts';
import type { World } from '../world/world.ts';
import { formatError, validationError } from './parse-template.ts';
import { isMap } from './template.ts';

/**
 * Properties in which the value of a secret parameter may stand.
 *
 * Source: CloudFormation user guide, "Get a secure string value from Systems Manager Parameter Store".
 */
const secureProperties: ReadonlySet<string> = new Set([
  'AWS::DirectoryService::MicrosoftAD/Properties/Password',
  'AWS::DirectoryService::SimpleAD/Properties/Password',
  'AWS::ElastiCache::ReplicationGroup/Properties/AuthToken',
  'AWS::IAM::User/Properties/LoginProfile/Password',
  'AWS::KinesisFirehose::DeliveryStream/Properties/RedshiftDestinationConfiguration/Password',
  'AWS::OpsWorks::App/Properties/AppSource/Password',
  'AWS::OpsWorks::Stack/Properties/CustomCookbooksSource/Password',
  'AWS::OpsWorks::Stack/Properties/RdsDbInstances/DbPassword',
  'AWS::RDS::DBCluster/Properties/MasterUserPassword',
  'AWS::RDS::DBInstance/Properties/MasterUserPassword',
  'AWS::Redshift::Cluster/Properties/MasterUserPassword',
]);

const reference = /\{\{resolve:(ssm|ssm-secure|secretsmanager):([^{}]*)\}\}/g;
const mostReferences = 60;

/**
 * The value with every `{{resolve:…}}` in it read. That of a secret parameter stays as it is written, as CloudFormation keeps it.
 *
 * `path` is where the value stands, such as `AWS::SNS::Topic/Properties`.
 *
 * @throws AwsFault where there is nothing of that name, or a secret stands where none may
 */
export function resolved(value: WireJson, path: string, world: World): WireJson {
  if (typeof value === 'string')
    return value.replace(reference, (whole, kind, name) => read(whole, kind, name, path, world));
  if (Array.isArray(value)) return value.map((each) => resolved(each, path, world));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, `${path}/${key}`, world)]));
}

/** @throws AwsFault where a template has more of them than CloudFormation accepts */
export function checkReferenceCount(text: string): void {
  const count = text.match(reference)?.length ?? 0;
  if (count > mostReferences)
    throw formatError(`Number of dynamic references, ${count}, is greater than maximum allowed, ${mostReferences}`);
}

function read(whole: string, kind: string, name: string, path: string, world: World): string {
  if (kind === 'secretsmanager') return secret(name, world);
  const [, parameter = '', version] = /^([\w./-]+?)(?::(\d+))?$/.exec(name) ?? [];
  if (parameter === '') throw validationError(`Incorrect format is used in the following SSM reference: [${whole}]`);
  if (kind === 'ssm-secure') {
    if (!secureProperties.has(path)) throw validationError(`SSM Secure reference is not supported in: [${path}]`);
    return whole;
  }
  const found = world.resources.get('AWS::SSM::Parameter', parameter);
  const earlier = earlierValue(found?.attributes.Earlier, version);
  const isNewest = version === undefined || Number(version) === Number(found?.attributes.Version ?? 1);
  const value = isNewest ? found?.properties.Value : earlier;
  if (found === undefined || value === undefined) throw validationError(`Parameters: [ssm:${name}] cannot be found.`);
  if (found.properties.Type !== 'SecureString') return String(value);
  throw validationError(`Non-secure ssm prefix was used for secure parameter: [${parameter}]`);
}

/** The value that a parameter had in one of its versions before. */
function earlierValue(values: WireJson | undefined, version: string | undefined): WireJson | undefined {
  return isMap(values) && version !== undefined ? values[version] : undefined;
}

/** `id:SecretString:key:stage:version`, where the id may be an ARN; everything but it may be left out. */
function secret(name: string, world: World): string {
  const parts = /^(arn:[^:]+:[^:]+:[^:]*:\d+:secret:[^:]+|[^:]+)(?::([^:]*))?(?::([^:]*))?/.exec(name) ?? [];
  const [, id = '', , key = ''] = parts;
  const found = world.resources
    .list('AWS::SecretsManager::Secret')
    .find(({ id: arn, properties }) => arn === id || properties.Name === id);
  const value = found?.properties.SecretString;
  if (typeof value !== 'string') throw validationError("Secrets Manager can't find the specified secret.");
  if (key === '') return value;
  const inside = jsonIn(value)?.[key];
  if (inside !== undefined) return String(inside);
  throw validationError(`Could not find a value associated with JSONKey in SecretString`);
}

function jsonIn(text: string): Readonly<Record<string, WireJson>> | undefined {
  try {
    const value = JSON.parse(text) as WireJson;
    return isMap(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
