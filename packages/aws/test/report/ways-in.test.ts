import { expect, test } from 'vitest';
import { waysIn } from '../../src/report/ways-in.ts';
import { written } from '../example.ts';

const saml = 'provider: { kind: saml, arn: "arn:aws:iam::111122223333:saml-provider/company" }';

function doorOf({ signIn, access }: { readonly signIn: string; readonly access?: string }): readonly string[] {
  return waysIn(
    written(`workspace: acme
aws: { region: eu-central-1 }
signIn: { ${signIn} }
${access === undefined ? '' : `network: { access: ${access} }`}
people: { ana: { role: data-scientist } }`),
  );
}

test.each([
  [{ signIn: 'method: sso' }, 'People open Studio through Identity Center, from wherever it lets them in.'],
  [{ signIn: saml }, "through the network's endpoints, each the own profile, on the word of the SAML provider arn:aws"],
  [{ signIn: saml, access: 'anywhere' }, 'People open Studio from anywhere, '],
  [
    { signIn: saml, access: '["203.0.113.0/24", 10.1.0.0/16]' },
    "from 203.0.113.0/24, 10.1.0.0/16 through the network's endpoints, ",
  ],
])('says from where people open Studio and who says who they are: %o', (file, said) => {
  expect(doorOf(file)).toEqual([expect.stringContaining(said)]);
});

test('says nothing of a door that is not there', () => {
  expect(doorOf({ signIn: 'method: iam' })).toEqual([]);
});
