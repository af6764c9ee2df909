import type { NormalizedSchema } from '@smithy/core/schema';
import { XMLBuilder } from 'fast-xml-parser';
import type { Members } from '../service/service.ts';
import { xmlCodec } from './codecs.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const builder = new XMLBuilder({ ignoreAttributes: false });

/** Members of a structure as XML, without the element around them. */
export function xmlMembers(schema: NormalizedSchema, members: Members): string {
  if (!schema.isStructSchema()) return '';
  const serializer = xmlCodec.createSerializer();
  serializer.write(schema, members);
  const element = String(serializer.flush());
  return element.endsWith('/>') ? '' : element.slice(element.indexOf('>') + 1, element.lastIndexOf('</'));
}

/** A document around members that are XML already. */
export function xmlAround(root: string, namespace: string, inside: string): string {
  return `${head}<${root} xmlns="${namespace}">${inside}</${root}>`;
}

/** A document of plain elements; names that begin with `@_` are attributes. */
export function xmlOf(tree: Readonly<Record<string, unknown>>): string {
  return head + builder.build(tree);
}
