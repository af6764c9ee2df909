import type { World } from '../world/world.ts';
import { checkCapabilities } from './capabilities.ts';
import { checkTemplate } from './check-template.ts';
import { checkReferenceCount } from './dynamic-references.ts';
import { checkRules, type GivenParameter, parameterTexts } from './parameters.ts';
import { parseTemplate, validationError } from './parse-template.ts';
import type { StackRequest, StackTag } from './stack.ts';
import { stackScope } from './stack-scope.ts';
import type { RehearsedTemplate } from './template.ts';
import { checkOutside } from './wanted-resources.ts';

/** Source of the template, as a call gives it. */
export interface TemplateSource {
  readonly TemplateBody?: string;
  readonly TemplateURL?: string;
  readonly UsePreviousTemplate?: boolean;
}

export interface GivenRequest extends TemplateSource {
  readonly StackName?: string;
  readonly Parameters?: readonly GivenParameter[];
  readonly Capabilities?: readonly string[];
  readonly Tags?: readonly StackTag[];
}

const mostBodyBytes = 51_200;
const mostObjectBytes = 1024 * 1024;

/** The stack that a call asks for, once everything is checked that can be before anything is made. */
export function readRequest(world: World, given: GivenRequest, before: StackRequest | null): StackRequest {
  const { Parameters: parameters = [], Capabilities: capabilities = [], Tags: tags } = given;
  const { text, template } = readTemplate(world, given, before);
  const request = {
    template,
    text,
    parameters: parameterTexts(template, parameters, before?.parameters ?? {}),
    tags: tags ?? before?.tags ?? [],
    capabilities,
  };
  checkTemplate(template);
  checkCapabilities(template, capabilities);
  const place = { name: given.StackName ?? '', id: '' };
  const scope = stackScope(world, place, request, new Map());
  checkRules(template, scope);
  checkReferenceCount(text);
  checkOutside(scope);
  return request;
}

export function readTemplate(
  world: World,
  source: TemplateSource,
  before: StackRequest | null = null,
): { readonly text: string; readonly template: RehearsedTemplate } {
  const text = source.UsePreviousTemplate && before ? before.text : templateText(world, source);
  return { text, template: parseTemplate(text) };
}

function templateText(world: World, { TemplateBody: body, TemplateURL: url }: TemplateSource): string {
  if (body !== undefined && url === undefined) {
    if (Buffer.byteLength(body) > mostBodyBytes)
      throw validationError(
        `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${mostBodyBytes}`,
      );
    return body;
  }
  if (url === undefined || body !== undefined)
    throw validationError('Either Template URL or Template Body must be specified.');
  const { bucket, key } = placeIn(url);
  const bytes = world.objects.get(bucket, key);
  if (bytes === undefined) throw validationError('S3 error: Access Denied');
  if (bytes.byteLength > mostObjectBytes)
    throw validationError(`Template may not exceed ${mostObjectBytes} bytes in size.`);
  return new TextDecoder().decode(bytes);
}

/** The bucket is the first part of the path, or of the host where the host names one. */
function placeIn(text: string): { readonly bucket: string; readonly key: string } {
  const url = URL.parse(text);
  if (url === null) throw validationError('TemplateURL must be a supported URL.');
  const path = decodeURIComponent(url.pathname).slice(1);
  const [, virtual] = /^(.+)\.s3[.-][^/]*amazonaws\.com/.exec(url.hostname) ?? [];
  if (virtual !== undefined) return { bucket: virtual, key: path };
  const slash = path.indexOf('/');
  if (slash < 0) throw validationError('TemplateURL must reference a valid S3 object to which you have access.');
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1) };
}
