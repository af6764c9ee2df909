import type { NormalizedSchema } from '@smithy/core/schema';
import type { WireRequest } from '../http/wire.ts';
import type { Members } from '../service/service.ts';
import { fromText, toText } from './codecs.ts';
import type { Labels } from './rest-routes.ts';

/** Members that an operation's schema takes out of the path, the query and the headers of a request. */
export function boundInput(input: NormalizedSchema, request: WireRequest, labels: Labels): Members {
  if (!input.isStructSchema()) return {};
  const members = [...input.structIterator()].map(([name, schema]) => [
    name,
    boundMember(name, schema, request, labels),
  ]);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** Headers that an answer carries, and the members that are left for its body. */
export function boundOutput(
  schema: NormalizedSchema,
  output: Members,
): { readonly headers: Readonly<Record<string, string>>; readonly rest: Members } {
  const headers: Record<string, string> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = output[name];
    if (value === undefined) continue;
    const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
    if (httpHeader !== undefined) headers[httpHeader.toLowerCase()] = asText(member, value);
    else if (httpPrefixHeaders !== undefined) Object.assign(headers, prefixed(httpPrefixHeaders, value as Labels));
    else rest[name] = value;
  }
  return { headers, rest };
}

/** The member that is the whole body; undefined: the body is a document of the members that nothing else takes. */
export function payloadOf(schema: NormalizedSchema): readonly [name: string, schema: NormalizedSchema] | undefined {
  if (!schema.isStructSchema()) return undefined;
  return [...schema.structIterator()].find(([, member]) => member.getMergedTraits().httpPayload);
}

function boundMember(name: string, schema: NormalizedSchema, request: WireRequest, labels: Labels): unknown {
  const { httpLabel, httpQuery, httpHeader, httpPrefixHeaders } = schema.getMergedTraits();
  if (httpLabel) return labels[name];
  if (httpPrefixHeaders !== undefined) return withPrefix(request.headers, httpPrefixHeaders);
  if (httpQuery !== undefined && schema.isListSchema()) {
    return request.query.has(httpQuery) ? request.query.getAll(httpQuery) : undefined;
  }
  const text =
    httpQuery !== undefined ? request.query.get(httpQuery) : request.headers[httpHeader?.toLowerCase() ?? ''];
  return text === undefined || text === null ? undefined : fromText.read(schema, text);
}

function asText(schema: NormalizedSchema, value: unknown): string {
  toText.write(schema, value);
  return toText.flush();
}

function prefixed(prefix: string, values: Labels): Labels {
  return Object.fromEntries(Object.entries(values).map(([name, text]) => [`${prefix}${name}`.toLowerCase(), text]));
}

function withPrefix(headers: Labels, prefix: string): Labels | undefined {
  const found = Object.entries(headers).filter(([name]) => name.startsWith(prefix.toLowerCase()));
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([name, text]) => [name.slice(prefix.length), text]));
}
