import { expect, test } from 'vitest';
import { operatorDesk, smallFile, yes } from './operator-desk.ts';

test('a network with a way out is deployed and destroyed, its NAT gateway included', async () => {
  const account = await operatorDesk();
  account.write(`${smallFile}network: { mode: egress }\nstudio: { homeFolders: delete }\n`);
  expect(await account.atelierHere(['deploy', ...yes, '--json'])).toMatchObject({ code: 0 });
  const gateways = () => account.simulated.world.resources.list('AWS::EC2::NatGateway');
  expect(gateways()).not.toEqual([]);
  const { code, out } = await account.atelierHere(['destroy', ...yes, '--stores', 'delete', '--json']);
  expect({ code, left: JSON.parse(out).leftovers }).toEqual({ code: 0, left: [] });
  expect(gateways()).toEqual([]);
  await account.close();
});
