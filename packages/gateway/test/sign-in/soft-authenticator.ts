import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What an attack changes of an answer. */
export interface Twist {
  readonly origin?: string;
  readonly host?: string;
  readonly isVerified?: boolean;
  readonly counter?: number;
  readonly challenge?: string;
  readonly type?: string;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

/** A key of a person in software, that answers as WebAuthn says, or as it is told to. */
export function softAuthenticator(portal: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  let used = 0;

  function clientData(type: string, challenge: string, twist: Twist): string {
    return JSON.stringify({
      type: twist.type ?? type,
      challenge: twist.challenge ?? challenge,
      origin: twist.origin ?? portal,
    });
  }

  function authenticatorData({ host = 'localhost', isVerified = true, counter }: Twist, attested?: Uint8Array): Buffer {
    const flags = 1 | (isVerified ? 4 : 0) | (attested === undefined ? 0 : 64);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? used);
    return Buffer.concat([sha256(host), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  }

  return {
    id: id.toString('base64url'),
    make: ({ challenge }: { challenge: string }, twist: Twist = {}) => {
      const coordinates = [x, y].map((part) => Buffer.from(part, 'base64url'));
      const key = map([
        [Buffer.from([0x01]), Buffer.from([0x02])],
        [Buffer.from([0x03]), Buffer.from([0x26])],
        [Buffer.from([0x20]), Buffer.from([0x01])],
        [Buffer.from([0x21]), bytes(coordinates[0] ?? Buffer.alloc(0))],
        [Buffer.from([0x22]), bytes(coordinates[1] ?? Buffer.alloc(0))],
      ]);
      const length = Buffer.from([0, id.length]);
      const data = authenticatorData(twist, Buffer.concat([Buffer.alloc(16), length, id, key]));
      const attestation = map([
        [word('fmt'), word('none')],
        [word('attStmt'), map([])],
        [word('authData'), bytes(data)],
      ]);
      const response = {
        clientDataJSON: Buffer.from(clientData('webauthn.create', challenge, twist)).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      };
      return credential(id, response);
    },
    use: ({ challenge }: { challenge: string }, twist: Twist = {}) => {
      used += 1;
      const client = clientData('webauthn.get', challenge, twist);
      const data = authenticatorData(twist);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return credential(id, {
        clientDataJSON: Buffer.from(client).toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}

function credential(id: Buffer, response: object) {
  const name = id.toString('base64url');
  return { id: name, rawId: name, type: 'public-key', response, clientExtensionResults: {} };
}

// CBOR, as far as it is needed here (RFC 8949).
const word = (text: string) => Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
const map = (pairs: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([Buffer.from([0xa0 + pairs.length]), ...pairs.flat()]);
const bytes = (data: Buffer) => Buffer.concat([lengthOf(data), data]);
const lengthOf = ({ length }: Buffer) =>
  length < 256 ? Buffer.from([0x58, length]) : Buffer.from([0x59, length >> 8, length & 0xff]);
