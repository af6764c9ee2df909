import { readYaml } from '@atelier/cloudformation';
import { AwsFault } from '../service/service.ts';
import { isMap, type RehearsedTemplate } from './template.ts';

const sections = new Set(
  'AWSTemplateFormatVersion Conditions Description Hooks Mappings Metadata Outputs Parameters Resources Rules Transform'.split(
    ' ',
  ),
);
const mostResources = 500;

/** The template in a text, JSON or YAML; throws the ValidationError of a text that is none. */
export function parseTemplate(text: string): RehearsedTemplate {
  const template = /^\s*\{/.test(text) ? parseJson(text) : parseYaml(text);
  if (!isMap(template)) throw formatError('unsupported structure.');
  const [unknownSection] = Object.keys(template).filter((section) => !sections.has(section));
  if (unknownSection !== undefined)
    throw validationError(`Invalid template property or properties [${unknownSection}]`);
  const { Resources: resources } = template;
  if (!isMap(resources) || Object.keys(resources).length === 0)
    throw formatError('At least one Resources member must be defined.');
  if (Object.keys(resources).length > mostResources)
    throw formatError(
      `Number of resources, ${Object.keys(resources).length}, is greater than maximum allowed, ${mostResources}`,
    );
  const untyped = Object.keys(resources).find(
    (name) => !isMap(resources[name]) || typeof resources[name].Type !== 'string',
  );
  if (untyped !== undefined)
    throw formatError(`[/Resources/${untyped}] Every Resources object must contain a Type member.`);
  return template as unknown as RehearsedTemplate;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw formatError(`JSON not well-formed. (${error.message})`);
  }
}

function parseYaml(text: string): unknown {
  const { document, fault } = readYaml(text);
  if (fault !== null) throw formatError(`YAML not well-formed. (${fault.message})`);
  return document.toJS({ maxAliasCount: 100 });
}

export function validationError(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}

export function formatError(message: string): AwsFault {
  return validationError(`Template format error: ${message}`);
}
