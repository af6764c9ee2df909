import { handOver } from '../sessions/hand-over.ts';
import { sessionsIn } from '../sessions/sessions.ts';
import { shortLived } from '../sessions/short-lived.ts';
import { credentialsIn } from './credentials.ts';
import { embeddedProvider } from './embedded-provider.ts';
import { fetchInProcess, type ProviderFetch } from './fetch-in-process.ts';
import { outsideConfiguration } from './outside-provider.ts';
import { passkeyCeremonies } from './passkey-ceremonies.ts';
import { pausesBy } from './pauses.ts';
import { embeddedConfiguration, type ProviderClient, providerClient } from './provider-client.ts';
import type { SignInParts } from './sign-in-parts.ts';
import type { SignInSetting } from './sign-in-setting.ts';

const attemptMs = 20 * 60_000;
const quarterMs = 15 * 60_000;
const pauseOfName = { free: 5, firstMs: 1000, longestMs: quarterMs, forgottenMs: 24 * 60 * 60_000 };
/** Guesses at many names: a longer one would let whoever guesses keep everybody out. */
const pauseOfAll = { free: 50, firstMs: 1000, longestMs: 8000, forgottenMs: quarterMs };

/** Make what the pages of signing in work with. */
export function makeParts(setting: SignInSetting): SignInParts {
  const { database, portal, workspace, isOurs, audit, tell, now } = setting;
  const sessions = sessionsIn(database, now);
  const credentials = credentialsIn(database, sessions, now);
  const embedded = embeddedProvider(portal, {
    isPerson: (name) => workspace().people.some((one) => one.name === name),
    workspace: () => workspace().name,
  });
  return {
    portal,
    workspace,
    sessions,
    credentials,
    embedded,
    codes: handOver(now),
    attempts: shortLived(attemptMs, now),
    ceremonies: passkeyCeremonies(credentials.passkeys, { workspace: workspace().name, portal }, now),
    provider: providerNow(setting, embedded),
    pauses: { ofName: pausesBy(pauseOfName, now), ofAll: pausesBy(pauseOfAll, now) },
    isOurs,
    record: (entry) => audit.append({ ...entry, action: 'person.sign-in', resource: 'the workspace' }),
    tell,
  };
}

/** The provider as the file names it at that moment. */
function providerNow(
  { portal, workspace, secret, fetch = fetchOverTcp }: SignInSetting,
  embedded: SignInParts['embedded'],
): () => ProviderClient {
  const redirect = `${portal}/sign-in/callback`;
  const inside = embeddedConfiguration(embedded, fetchInProcess(embedded.answer));
  // It has just been signed in to, or by somebody else before.
  const ofMachine = providerClient(async () => inside, { redirect, scope: 'openid', prompt: 'login' });
  let outside: { readonly key: string; readonly client: ProviderClient } | undefined;
  return () => {
    const { oidc } = workspace().signIn;
    if (oidc === null) return ofMachine;
    const key = `${oidc.issuer} ${oidc.clientId}`;
    if (outside?.key !== key) {
      const configured = outsideConfiguration({ issuer: oidc.issuer, clientId: oidc.clientId, secret }, fetch);
      outside = { key, client: providerClient(configured, { redirect, scope: 'openid email profile' }) };
    }
    return outside.client;
  };
}

const fetchOverTcp: ProviderFetch = (url, options) => fetch(url, options as RequestInit);
