import type { Value } from '../value.ts';

/** Something that a value speaks of; `attribute` is null for a Ref. */
export interface Reference {
  readonly stack: string;
  readonly logicalId: string;
  readonly attribute: string | null;
}

/** A value that nobody can tell before the cloud does. */
export const unknown = '⟨unknown⟩';

/** Text that stands for something only the cloud knows. */
export function unknownText(what: string): string {
  return `⟨${what}⟩`;
}

export function referenceText(stack: string, logicalId: string, attribute?: string): string {
  return unknownText(`${stack}/${logicalId}${attribute === undefined ? '' : `.${attribute}`}`);
}

/** Whether any part of a text is unknown. */
export function isUnknown(value: Value | undefined): boolean {
  return typeof value === 'string' && value.includes('⟨');
}

/** The text that a template's author wrote, with no brackets that could be taken for ours. */
export function literal(text: string): string {
  return text.includes('⟨') || text.includes('⟩') ? text.replaceAll('⟨', '<').replaceAll('⟩', '>') : text;
}

/** One item of a list of which nothing is known but what it is. */
export function itemOf(list: string, index: number): string {
  return /^⟨[^⟨⟩]*⟩$/.test(list) ? `${list.slice(0, -1)}[${index}]⟩` : unknown;
}

/** Every resource or parameter that a value speaks of, in order. */
export function referencesIn(value: Value | undefined): Reference[] {
  if (typeof value === 'string') return value.includes('⟨') ? inText(value) : [];
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((part: Value) => referencesIn(part));
}

function inText(text: string): Reference[] {
  return [...text.matchAll(/⟨([^⟨⟩]*)\/([^⟨⟩/.[]*)(?:\.([^⟨⟩/[]*))?(?:\[\d+\])?⟩/g)].map(
    ([, stack = '', logicalId = '', attribute]) => ({ stack, logicalId, attribute: attribute ?? null }),
  );
}
