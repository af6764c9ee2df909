import { join } from 'node:path';
import { type StateFolder, stateFolder } from '@atelier/local';
import { openGatewayState } from '../../packages/gateway/src/state/open-gateway-state.ts';
import { serverKeyAt } from '../../packages/gateway/src/tokens/server-key.ts';
import { tokensIn } from '../../packages/gateway/src/tokens/tokens.ts';

/** Make a token for each of these people, as the front door of a workspace that is up keeps them. */
export function personalTokens(folder: string, people: readonly string[]): readonly string[] {
  const { gateway }: StateFolder = stateFolder(join(folder, 'atelier.yaml'));
  using database = openGatewayState(join(gateway, 'state.sqlite'));
  const tokens = tokensIn(database, serverKeyAt(join(gateway, 'server-key')));
  return people.map((person) => tokens.make({ person, name: 'test' }).text);
}
