/** What a request says about its signature, read from its head alone. */
export interface SignatureHead {
  readonly accessKeyId: string;
  /** `YYYYMMDD`, as the credential's scope has it. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** In hexadecimal. */
  readonly signature: string;
}

const scheme = 'AWS4-HMAC-SHA256';
const mostLength = 4096;

/** The parts of an `Authorization` of AWS's Signature Version 4, each once and in its form; undefined: it is none. */
export function readSignatureHead(authorization: string): SignatureHead | undefined {
  if (authorization.length > mostLength || !authorization.startsWith(`${scheme} `)) return undefined;
  const pairs = authorization
    .slice(scheme.length + 1)
    .split(',')
    .map((part) => /^ *([A-Za-z]+)=([^ ]+) *$/.exec(part)?.slice(1, 3) ?? ['', '']);
  const names = pairs.map(([name]) => name).toSorted();
  if (names.join() !== 'Credential,Signature,SignedHeaders') return undefined;
  const given = Object.fromEntries(pairs) as Record<'Credential' | 'Signature' | 'SignedHeaders', string>;
  const [, accessKeyId, day, region, service] =
    /^([A-Z0-9]{16,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/.exec(given.Credential) ?? [];
  const signedHeaders = given.SignedHeaders.split(';');
  if (accessKeyId === undefined || day === undefined || region === undefined || service === undefined) return undefined;
  if (!/^[0-9a-f]{64}$/.test(given.Signature) || !areNames(signedHeaders)) return undefined;
  return { accessKeyId, day, region, service, signedHeaders, signature: given.Signature };
}

/** Names in lower case, in their order, each once. */
function areNames(names: readonly string[]): boolean {
  return names.every((name, index) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name) && (names[index - 1] ?? '') < name);
}
