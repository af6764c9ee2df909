const file = {
  workspace: 'acme',
  aws: { region: 'eu-central-1' },
  signIn: { oidc: { issuer: 'https://login.example.com', clientId: 'atelier' } },
};
const frontDoor = { name: 'atelier.example.com', address: '10.0.0.5', certificate: './chain.pem', key: './key.pem' };
const others = {
  name: 'other.example.org',
  address: '10.0.0.6',
  port: 8443,
  certificate: './other.pem',
  key: './other-key.pem',
};

/** Another value of each setting of the front door at an address for others. */
export const frontDoorCases: Readonly<Record<string, Readonly<Record<'before' | 'after', unknown>>>> =
  Object.fromEntries(
    Object.entries(others).map(([setting, value]) => {
      const after = { ...file, frontDoor: { ...frontDoor, [setting]: value } };
      return [`frontDoor.${setting}`, { before: { ...file, frontDoor }, after }];
    }),
  );
