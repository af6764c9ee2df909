import { type SimulatedAccount, type SimulationOptions, startSimulatedAccount } from '../../src/simulated-account.ts';

/** Settings with which a client reaches the account. */
export function clientOf(url: string) {
  return {
    endpoint: url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDREHEARSAL', secretAccessKey: 'not-a-secret' },
  };
}

export type Account = SimulatedAccount & { readonly client: ReturnType<typeof clientOf> };

export async function openAccount(options?: SimulationOptions): Promise<Account> {
  const simulated = await startSimulatedAccount(options);
  return Object.assign(simulated, { client: clientOf(simulated.url) });
}
