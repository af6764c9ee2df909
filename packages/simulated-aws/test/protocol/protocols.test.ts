import { describe, expect, test } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import type { WireRequest } from '../../src/http/wire.ts';
import { answerCall } from '../../src/service/answer-call.ts';
import { AwsFault, type Operation, type Service } from '../../src/service/service.ts';
import { newWorld } from '../../src/world/new-world.ts';
import { clientOf } from '../simulated-account/open-account.ts';
import { type RoundTrip, roundTrips } from './round-trips.ts';

/** A service of one operation, on the wire. */
async function serving(trip: RoundTrip, operation: Operation) {
  const service: Service = { ...trip.service, namespace: 'urn:test', operations: { [trip.action]: operation } };
  const caller = { arn: 'arn:aws:iam::1:user/u', accessKeyId: 'k' };
  return listen(async (request: WireRequest) => {
    const asking = {
      request,
      service,
      region: 'eu-central-1',
      caller,
      requestId: 'request-1',
      refuse: undefined,
      suffers: () => undefined,
    };
    return (await answerCall(asking, newWorld())).answer;
  });
}

const titled = roundTrips.map((trip) => [`${trip.service.signingName}:${trip.action}`, trip] as const);

describe.each(titled)('%s', (_, trip) => {
  test('arrives as it was sent, and its answer as it was given', async () => {
    let arrived = {};
    const server = await serving(trip, (input) => {
      arrived = input;
      return trip.output;
    });
    const { $metadata, ...answer } = (await trip.send(clientOf(server.url), trip.input)) as { $metadata: object };
    await server.close();
    expect(arrived).toMatchObject(trip.input);
    expect(answer).toMatchObject(trip.output);
    expect($metadata).toMatchObject({ attempts: 1 });
  });

  test('a refusal arrives under its name, with its message and status', async () => {
    const server = await serving(trip, () => {
      throw new AwsFault('RefusedForATest', 'because of <this> & that', 409);
    });
    const sent = trip.send(clientOf(server.url), trip.input);
    const isHead = trip.action.startsWith('Head');
    const named = isHead ? {} : { name: 'RefusedForATest', message: 'because of <this> & that' };
    await expect(sent).rejects.toMatchObject({ ...named, $metadata: { httpStatusCode: 409, attempts: 1 } });
    await server.close();
  });

  test('an answer that the service could not give is a mistake of the rehearsal, and said', async () => {
    const server = await serving(trip, () => ({ NoSuchMember: 1 }));
    const sent = trip.send(clientOf(server.url), trip.input);
    if (trip.action.startsWith('Head'))
      await expect(sent).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
    else await expect(sent).rejects.toThrow(/mistake of its own: .*NoSuchMember/);
    await server.close();
  });
});
