import { type StandIn, type StandInOptions, startStandIn } from '../../src/stand-in.ts';

/** What a client needs to reach the account. */
export function clientOf(url: string) {
  return {
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDREHEARSAL', secretAccessKey: 'not-a-secret' },
  };
}

export type Account = StandIn & { readonly client: ReturnType<typeof clientOf> };

export async function openAccount(options?: StandInOptions): Promise<Account> {
  const standIn = await startStandIn(options);
  return Object.assign(standIn, { client: clientOf(standIn.url) });
}
