import { section, text, whole } from './fields.ts';

const usualPort = 443;

const file = (example: string) => text(/^\S.*$/s, 'the path of a file', example);

export const frontDoor = section({
  name: text(
    /^(?=.{4,189}$)(?!.*\.localhost$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    'a host name in lower case with a domain, of at most 189 characters, which is no address and not localhost',
    'atelier.example.com',
  ).describe('Host name of the portal. It and every name below it lead to the address.'),
  address: text(/^[0-9a-fA-F:.]+$/, 'one IPv4 or IPv6 address of this machine', '10.0.0.5').describe(
    'The one address of this machine at which the front door listens; no longer on loopback then.',
  ),
  port: whole(1, 65_535).describe('Port there. Below 1024 the system may ask for a right.').default(usualPort),
  certificate: file('./certs/fullchain.pem').describe(
    'File of the certificate, then those of its issuers, as PEM; for the name and `*.` before it.',
  ),
  key: file('./certs/key.pem').describe('File of its private key, as PEM; of your account and shut to others.'),
});
