import { XmlCodec } from '@aws-sdk/core/protocols';
import { FromStringShapeDeserializer, JsonCodec, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { CodecSettings, TimestampDateTimeSchema, TimestampEpochSecondsSchema } from '@smithy/types';

const dateTime: TimestampDateTimeSchema = 5;
const epochSeconds: TimestampEpochSecondsSchema = 7;

const xmlSettings: CodecSettings = { timestampFormat: { useTrait: true, default: dateTime }, httpBindings: true };
const jsonSettings: CodecSettings & { jsonName: boolean } = {
  timestampFormat: { useTrait: true, default: epochSeconds },
  httpBindings: true,
  jsonName: true,
};

/** Documents in XML. */
export const xmlCodec = new XmlCodec({ ...xmlSettings, xmlNamespace: '', serviceNamespace: '' });

/** Documents in JSON; names on the wire are those of the rest protocol. */
export const jsonCodec = new JsonCodec(jsonSettings);

/** Single values in forms, headers and addresses. */
export const fromText = new FromStringShapeDeserializer(xmlSettings);
export const toText = new ToStringShapeSerializer(xmlSettings);
