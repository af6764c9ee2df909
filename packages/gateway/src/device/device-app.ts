import { oneLine, Problem } from '@atelier/problem';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { MadeToken } from '../tokens/tokens.ts';
import { type DeviceGrants, expiresInSeconds, intervalSeconds } from './device-grants.ts';

const mostBytes = 4096;
const mostNameLength = 64;
const clientId = 'atelier';
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

export interface DeviceGround {
  readonly grants: DeviceGrants;
  /** Such as `http://localhost:8470`. */
  readonly portalText: string;
  /** Name of the workspace, so that a person sees which one lets them in. */
  workspaceName(): string;
  /** The personal token of a device that was allowed; undefined for who is no person of the workspace any more. */
  tokenFor(person: string, device: string): MadeToken | undefined;
}

/** What a device asks before anybody is known, as in RFC 8628: a form, answered in JSON. */
export function deviceApp({ grants, portalText, workspaceName, tokenFor }: DeviceGround): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: mostBytes, onError: (context) => context.json({ error: 'invalid_request' }, 413) }));
  app.use(async (context, next) => {
    context.header('cache-control', 'no-store');
    context.header('x-content-type-options', 'nosniff');
    await next();
  });
  app.post('/device/authorization', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    if (form.get('client_id') !== clientId) return context.json({ error: 'invalid_client' }, 401);
    const begun = grants.begin(deviceName(form.get('device_name') ?? ''));
    if (begun === undefined) return context.json({ error: 'temporarily_unavailable' }, 503);
    return context.json({
      device_code: begun.deviceCode,
      user_code: begun.userCode,
      verification_uri: `${portalText}/device`,
      verification_uri_complete: `${portalText}/device?user_code=${begun.userCode}`,
      expires_in: expiresInSeconds,
      interval: intervalSeconds,
      workspace: workspaceName(),
    });
  });
  app.post('/device/token', async (context) => {
    const form = new URLSearchParams(await context.req.text());
    if (form.get('client_id') !== clientId) return context.json({ error: 'invalid_client' }, 401);
    if (form.get('grant_type') !== grantType) return context.json({ error: 'unsupported_grant_type' }, 400);
    const polled = grants.poll(form.get('device_code') ?? '');
    if ('error' in polled) return context.json({ error: polled.error }, 400);
    const made = madeOrWhy(() => tokenFor(polled.person, polled.device));
    if (made === undefined) return context.json({ error: 'access_denied' }, 400);
    if (typeof made === 'string') return context.json({ error: 'access_denied', error_description: made }, 400);
    const { id, text, endsAtMs } = made;
    return context.json({
      access_token: text,
      token_type: 'Bearer',
      token_id: id,
      ends_at_ms: endsAtMs,
      person: polled.person,
    });
  });
  app.onError((_, context) => context.json({ error: 'server_error' }, 500));
  return app;
}

/** A token, or why its person may have no more of them. */
function madeOrWhy(make: () => MadeToken | undefined): MadeToken | string | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof Problem) return `${error.message} ${error.fix}`;
    throw error;
  }
}

/** What a device calls itself, as people may be shown it. */
function deviceName(given: string): string {
  // By signs, so that none is cut in two.
  const signs = [...oneLine(given).trim()].slice(0, mostNameLength);
  return signs.join('').trim() || 'a device without a name';
}
