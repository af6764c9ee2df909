import { writtenReferences } from '@atelier/cloudformation';
import type { WireJson } from '../world/resource-store.ts';

/** The name and attribute that a value asks for from elsewhere in its template; an attribute of null: its Ref. */
export interface TemplateReference {
  readonly name: string;
  readonly attribute: string | null;
}

export function referencesIn(value: WireJson | undefined): TemplateReference[] {
  return writtenReferences(value, '').flatMap((reference): TemplateReference[] => {
    if (reference.kind === 'ref') return [{ name: reference.name, attribute: null }];
    return reference.kind === 'attribute' ? [{ name: reference.name, attribute: reference.attribute ?? '' }] : [];
  });
}

/** Imports that are asked of other stacks, each a value that still has to be computed. */
export function importsIn(value: WireJson | undefined): WireJson[] {
  return writtenReferences(value, '').flatMap((reference) =>
    reference.kind === 'imported' ? [reference.value as WireJson] : [],
  );
}
