import type { KeyObject, X509Certificate } from 'node:crypto';

/** What a certificate's extended use has to name, where it names any: a server of TLS (RFC 5280, 4.2.1.12). */
const serverUse = '1.3.6.1.5.5.7.3.1';
const mostCertificates = 8;
/** Below this browsers refuse (CA/Browser Forum, Baseline Requirements, 6.1.5). */
const leastRsaBits = 2048;
const curves = ['prime256v1', 'secp384r1', 'secp521r1'];

/** What speaks against a chain for a name and all names one label below it, completing "The file …"; undefined: nothing. */
export function chainFault(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  name: string,
  nowMs: number,
): string | undefined {
  const [own] = chain;
  return (
    (chain.length > mostCertificates
      ? `holds ${chain.length} certificates, more than ${mostCertificates}`
      : undefined) ??
    nameFault(own, name) ??
    timeFault(chain, nowMs) ??
    keyFault(own.publicKey) ??
    useFault(own) ??
    orderFault(chain)
  );
}

function nameFault(own: X509Certificate, name: string): string | undefined {
  // A label that a person of a project has: only a wildcard covers those to come.
  const missing = [`somebody--project.${name}`, name].find((host) => {
    return own.checkHost(host, { subject: 'never', partialWildcards: false }) === undefined;
  });
  if (missing === undefined) return undefined;
  const given = own.subjectAltName?.slice(0, 200) ?? 'no name';
  return `is for ${given}, and not for ${missing === name ? name : `*.${name}`}`;
}

function timeFault(chain: readonly X509Certificate[], nowMs: number): string | undefined {
  for (const [index, { validFromDate, validToDate }] of chain.entries()) {
    const which = index === 0 ? '' : ` (certificate ${index + 1} of the chain)`;
    if (validToDate.getTime() <= nowMs) return `ended at ${validToDate.toISOString()}${which}`;
    if (validFromDate.getTime() > nowMs) return `holds only from ${validFromDate.toISOString()} on${which}`;
  }
  return undefined;
}

function keyFault({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string | undefined {
  if (type === 'rsa') {
    const bits = details?.modulusLength ?? 0;
    return bits >= leastRsaBits ? undefined : `is for an RSA key of ${bits} bits, fewer than ${leastRsaBits}`;
  }
  if (type === 'ec' && curves.includes(details?.namedCurve ?? '')) return undefined;
  return `is for a key (${details?.namedCurve ?? type}) that browsers do not take, which are RSA and the NIST curves`;
}

function useFault({ keyUsage: uses }: X509Certificate): string | undefined {
  // Node names the extended uses so.
  return uses === undefined || uses.includes(serverUse) ? undefined : 'is for other uses than a server of TLS';
}

function orderFault(chain: readonly X509Certificate[]): string | undefined {
  for (const [index, issuer] of chain.slice(1).entries()) {
    const issued = chain[index] as X509Certificate;
    if (issued.checkIssued(issuer) && issued.verify(issuer.publicKey)) continue;
    return `has a certificate at place ${index + 2} that is not the issuer of the one before it`;
  }
  return undefined;
}
