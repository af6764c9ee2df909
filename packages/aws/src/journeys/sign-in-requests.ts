import type { Person, SignInProvider } from '@atelier/core';
import type { PolicyGround } from '../access/policy-ground.ts';
import { samlAudiences } from '../access/sign-in-trust.ts';
import type { OutsideRequest } from './asked-journey.ts';
import { call } from './calls/api-call.ts';

/** Whoever the provider vouches for under a person's name takes on that person's role for signing in. */
export function signInRequest(ground: PolicyGround, provider: SignInProvider, person: Person): OutsideRequest {
  const { names } = ground;
  const { place } = names;
  const { signInName } = person;
  const role = names.roleArn(names.signInRole(person.profile));
  const arn = provider.arn.split(':').with(1, place.partition).with(4, place.account).join(':');
  const federated = { kind: 'federated', arn, role: null, account: null } as const;
  switch (provider.kind) {
    case 'saml': {
      const [audience = ''] = samlAudiences(place.region);
      const facts = { 'SAML:sub': signInName, 'SAML:aud': audience };
      return { caller: federated, call: call('sts:AssumeRoleWithSAML', role, facts) };
    }
    case 'oidc': {
      const issuer = provider.arn.slice(provider.arn.indexOf('/') + 1);
      const facts = { [`${issuer}:sub`]: signInName, [`${issuer}:aud`]: provider.audience };
      return { caller: federated, call: call('sts:AssumeRoleWithWebIdentity', role, facts) };
    }
    default: {
      const name = arn.split('/').at(-1) ?? '';
      const session = `arn:${place.partition}:sts::${place.account}:assumed-role/${name}/${signInName}`;
      const caller = { kind: 'session', arn: session, role: arn, account: place.account } as const;
      const facts = { 'aws:userid': `AROAEXAMPLE:${signInName}`, 'sts:RoleSessionName': signInName };
      return { caller, call: call('sts:AssumeRole', role, facts) };
    }
  }
}
