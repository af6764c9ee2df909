import { isIP } from 'node:net';
import type { AskedPlace } from '@atelier/core';
import { factsOfRecord } from './facts-of-record.ts';
import { hearMessage } from './hear-message.ts';
import type { Heard, ToldRequest } from './heard.ts';
import { operationOfEvent, resourceOfEvent } from './operation-of-event.ts';
import { isMap, type RecordMap } from './record-map.ts';
import { withoutSecrets } from './without-secrets.ts';

const refusals =
  /^(Client\.)?(Access ?Denied(Exception)?|UnauthorizedOperation|Unauthorized(Exception)?|VpceAccessDenied|AuthorizationError|NotAuthorized(Exception)?|Forbidden(Exception)?|403)$/i;

/**
 * What a JSON document tells: a record of CloudTrail by itself, in EventBridge's envelope, or as text in an answer of CloudTrail or
 * CloudWatch Logs, or a decoded authorization message. Null: it is none of these.
 */
export function hearRecord(document: unknown): readonly Heard[] | null {
  if (!isMap(document)) return null;
  for (const key of ['CloudTrailEvent', 'message'] as const) {
    const inside = parsed(document[key]);
    if (inside !== undefined) return hearRecord(inside);
  }
  if (isMap(document.detail)) return hearRecord(document.detail);
  if (isMap(document.context) && 'allowed' in document) return decoded(document, document.context);
  if (typeof document.eventName !== 'string' || typeof document.eventSource !== 'string') return null;
  return ofEvent(document, document.eventSource, document.eventName);
}

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

function ofEvent(record: RecordMap, source: string, name: string): readonly Heard[] {
  const identity = isMap(record.userIdentity) ? record.userIdentity : {};
  const code = textOf(record.errorCode);
  const isRefused = code !== null && refusals.test(code);
  // Any other failure says nothing about rights, and services of AWS ask for themselves.
  if ((code !== null && !isRefused) || identity.type === 'AWSService') return [];
  const place = placeOf(record);
  const who = textOf(identity.arn);
  const parameters = isMap(record.requestParameters) ? record.requestParameters : {};
  const facts = {
    ...factsOfRecord(source, name, parameters),
    ...viaService(record, source, textOf(identity.invokedBy)),
  };
  const [told] = isRefused ? hearMessage(textOf(record.errorMessage) ?? '') : [];
  if (told !== undefined && 'verdict' in told) {
    return [{ ...told, who: who === null ? told.who : withoutSecrets(who), place, facts }];
  }
  if (who === null) return isRefused ? [{ untold: 'bare', operation: name, host: null }] : [];
  const request: ToldRequest = {
    verdict: isRefused ? 'denied' : 'allowed',
    who: withoutSecrets(who),
    operation: operationOfEvent(source, name),
    resource: resourceOfEvent(source, record.resources, parameters),
    by: code === 'VpceAccessDenied' ? 'endpoint' : null,
    isExplicit: null,
    policy: null,
    place,
    facts,
  };
  return [request];
}

/** An answer of `sts:DecodeAuthorizationMessage`. */
function decoded(document: RecordMap, context: RecordMap): readonly Heard[] {
  const principal = isMap(context.principal) ? context.principal : {};
  const [who, operation, resource] = [principal.arn, context.action, context.resource].map(textOf);
  if (who == null || operation == null) return [{ untold: 'other', operation: null, host: null }];
  return [
    {
      verdict: document.allowed === true ? 'allowed' : 'denied',
      who: withoutSecrets(who),
      operation,
      resource: resource == null ? null : withoutSecrets(resource),
      by: null,
      isExplicit: typeof document.explicitDeny === 'boolean' ? document.explicitDeny : null,
      policy: null,
      place: null,
      facts: {},
    },
  ];
}

/** An endpoint of the network, an address of the internet, or a service of AWS in somebody's name. */
function placeOf(record: RecordMap): AskedPlace | null {
  const address = textOf(record.sourceIPAddress);
  if (address !== null && isIP(address) !== 0) return { kind: 'address', address };
  if (address !== null) return { kind: 'service' };
  return textOf(record.vpcEndpointId) === null ? null : { kind: 'space' };
}

/** What is told of a service that goes on with somebody's call. */
function viaService(record: RecordMap, source: string, invokedBy: string | null): ToldRequest['facts'] {
  if (invokedBy === null || !invokedBy.endsWith('.amazonaws.com')) return {};
  const region = textOf(record.awsRegion);
  const via = region === null ? null : invokedBy.replace(/\.amazonaws\.com$/, `.${region}.amazonaws.com`);
  return {
    'aws:ViaAWSService': 'true',
    ...(source.startsWith('kms.') && via !== null ? { 'kms:ViaService': via } : {}),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
