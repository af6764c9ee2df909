import { afterEach, expect, test } from 'vitest';
import { carryOut } from '../../src/destroy/perform/carry-out.ts';
import { type AcmeAccount, acmeAccount, put, sleepless } from '../acme-account.ts';

let open: AcmeAccount | undefined;
afterEach(() => open?.simulated.close());

const bucket = 'acme-sales-forecasting-data-123456789012-euc1';

test('nobody waits for the interface of a NAT gateway, which goes with its stack', async () => {
  open = await acmeAccount();
  const { world } = open.simulated;
  const [subnet] = world.resources.list('AWS::EC2::Subnet');
  const Description = 'Interface for NAT Gateway nat-1';
  const properties = { SubnetId: subnet?.id ?? '', GroupSet: ['sg-of-network'], Description };
  put(world, 'AWS::EC2::NetworkInterface', 'eni-nat', properties, 'nat-1');
  const waiting = sleepless();
  const action = { kind: 'interfaces', filter: 'group-id', values: ['sg-of-network'] } as const;
  expect(await carryOut(action, open.clients, waiting)).toBe(false);
  expect(waiting.sleeps()).toBe(0);
});

test('a bucket that gets another log between its last file and its deletion is emptied again', async () => {
  open = await acmeAccount();
  const { simulated, clients } = open;
  let isLate = true;
  const { objects } = simulated.world;
  clients.s3.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'DeleteBucketCommand' && isLate) {
          isLate = false;
          objects.put(bucket, 'late.log', Buffer.from('late'));
        }
        return next(args);
      },
    { step: 'initialize' },
  );
  expect(await carryOut({ kind: 'bucket', bucket }, clients, sleepless())).toBe(true);
  expect(isLate).toBe(false);
  expect(simulated.world.resources.get('AWS::S3::Bucket', bucket)).toBeUndefined();
});

test('whoever interrupts the emptying of a bucket is heard before its next page', async () => {
  open = await acmeAccount();
  const waiting = { ...sleepless(), interrupted: AbortSignal.abort() };
  await expect(carryOut({ kind: 'bucket', bucket }, open.clients, waiting)).rejects.toMatchObject({
    code: 'Interrupted',
  });
  expect(open.simulated.world.objects.keys(bucket)).toEqual(['sales.csv']);
});
