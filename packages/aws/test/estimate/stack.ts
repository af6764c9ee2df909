import type { StackTemplate, TemplateResource } from '@atelier/cloudformation';
import { parseWorkspace, type Usage } from '@atelier/core';
import { estimate } from '../../src/estimate/estimate.ts';
import { readPriceBook } from '../../src/estimate/price-book.ts';

export type Resources = Readonly<Record<string, TemplateResource>>;

/** A stack of some resources, for tests. */
export function stack(Resources: Resources, region: string | null = 'us-east-1', name = 'acme-network'): StackTemplate {
  return { stack: name, region, template: { Resources } };
}

/** How much a workspace is used whose file says nothing about it. */
function defaultUsage(): Usage {
  const result = parseWorkspace({ file: 'atelier.yaml', folder: '/', text: 'workspace: acme' });
  if (!result.ok) throw new Error('The smallest workspace has a mistake.');
  return result.workspace.usage;
}

/** The estimate of one stack at the shipped prices, and its lines by id. */
export async function priced(template: StackTemplate, used: Partial<Usage> = {}) {
  const estimated = estimate([template], { ...defaultUsage(), ...used }, await readPriceBook());
  const line = (id: string) => estimated.lines.find((found) => found.id === id);
  return { ...estimated, line };
}
