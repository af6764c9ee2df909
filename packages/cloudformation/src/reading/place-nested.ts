import type { StackTemplate } from '../template.ts';
import { isMap, own } from '../value.ts';

/** Stacks in stacks. */
const deepest = 20;

/** The ending of the name of a template's file. */
export const templateEnding = /(\.template)?\.(json|ya?ml|template)$/i;

/**
 * Templates that others of them name as nested stacks, put in their places: `<stack>/<logical id>`, in each of several
 * places. A name that two of them have is nobody's; those that name each other in a circle stay as they are.
 */
export function placeNested(templates: readonly StackTemplate[]): StackTemplate[] {
  const byName = Map.groupBy(templates, ({ stack }) => stack);
  const childrenOf = ({ stack, template }: StackTemplate) =>
    nestedIn(template).flatMap(({ logicalId, name }) => {
      const [child, second] = byName.get(name) ?? [];
      return child === undefined || second !== undefined || name === stack ? [] : [{ logicalId, child }];
    });
  const placed = new Set<StackTemplate>();
  const place = (one: StackTemplate, stack: string): StackTemplate[] => {
    placed.add(one);
    if (stack.split('/').length > deepest) return [];
    const nested = childrenOf(one).flatMap(({ logicalId, child }) => place(child, `${stack}/${logicalId}`));
    return [{ ...one, stack }, ...nested];
  };
  const named = new Set(templates.flatMap(childrenOf).map(({ child }) => child));
  const fromRoots = templates.filter((one) => !named.has(one)).flatMap((root) => place(root, root.stack));
  return [...fromRoots, ...templates.filter((one) => !placed.has(one))];
}

interface Nested {
  readonly logicalId: string;
  /** Name of the template's file, without its ending. */
  readonly name: string;
}

function nestedIn(template: unknown): Nested[] {
  const resources = own(template, 'Resources');
  return Object.entries(isMap(resources) ? resources : {}).flatMap(([logicalId, resource]) => {
    if (own(resource, 'Type') !== 'AWS::CloudFormation::Stack') return [];
    const file = lastPartOf(own(own(resource, 'Properties'), 'TemplateURL'));
    return templateEnding.test(file) ? [{ logicalId, name: file.replace(templateEnding, '') }] : [];
  });
}

/** The name of the file in an address, whatever the address begins with; empty where that is not written out. */
function lastPartOf(url: unknown): string {
  const texts = [url, own(url, 'Fn::Sub'), own(url, 'Fn::Join')].flat(2);
  const last = texts.findLast((text) => typeof text === 'string') ?? '';
  const file = String(last).split('/').at(-1) ?? '';
  return /[${}]/.test(file) ? '' : file;
}
