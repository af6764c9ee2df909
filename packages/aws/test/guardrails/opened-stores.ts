import type { Draft } from '../../../proofs/test/draft.ts';
import { account, below, bucketPolicy, edit, key, keyList, list, type OpenedDoor, spares } from './opening.ts';

const foreign = 'arn:aws:iam::999988887777:role/x';
const ofData = (draft: Draft) => bucketPolicy(draft, (text) => text.includes('"Deliveries"'));
const ofArtifacts = (draft: Draft) => bucketPolicy(draft, (text) => text.includes('WrittenOnce'));
const ofAny = (draft: Draft) =>
  bucketPolicy(draft, (text) => text.includes('OnlyThroughEndpoints') && !/"Deliveries"|WrittenOnce/.test(text));

const stores: readonly OpenedDoor[] = [
  ...['Service', 'Federated', 'CanonicalUser'].map(
    (kind): OpenedDoor => [
      `the perimeter refuses every ${kind} alone`,
      ['bucket-outside', 'guardrails/ways-in'],
      (draft) => edit(draft, ofAny(draft), 'OnlyThroughEndpoints', (one) => ({ ...one, Principal: { [kind]: '*' } })),
    ],
  ),
  [
    'anybody deletes from outside',
    ['guardrails/ways-in'],
    (draft) => edit(draft, ofAny(draft), 'OnlyOperatorsFromOutside', (one) => ({ ...one, Action: 's3:ListBucket*' })),
  ],
  [
    'anybody lists and deletes',
    ['bucket-outside', 'guardrails/ways-in'],
    (draft) => edit(draft, ofAny(draft), 'OnlyOperatorsFromOutside', () => null),
  ],
  [
    'one more operator',
    ['guardrails/ways-in'],
    (draft) =>
      edit(draft, ofAny(draft), 'OnlyOperatorsFromOutside', (one) => spares(one, `arn:aws:iam::${account}:role/other`)),
  ],
  [
    'operators read and write',
    ['guardrails/ways-in'],
    (draft) => edit(draft, ofAny(draft), 'NoDataForOperators', () => null),
  ],
  [
    'services act for anybody',
    ['guardrails/ways-in'],
    (draft) => edit(draft, ofAny(draft), 'ServicesForWorkAlone', () => null),
  ],
  [
    'operators are locked out',
    ['guardrails/ways-in'],
    (draft) => edit(draft, ofAny(draft), 'NoDataForOperators', (one) => ({ ...one, Action: 's3:*' })),
  ],
];

const deliveries: readonly OpenedDoor[] = [
  [
    'one more sender',
    ['guardrails/ways-in'],
    (draft) =>
      edit(draft, ofData(draft), 'Deliveries', (one) => ({
        ...one,
        Principal: { AWS: [...(one.Principal?.AWS ?? []), foreign] },
      })),
  ],
  [
    'senders are spared of more than their folder',
    ['bucket-outside'],
    (draft) =>
      edit(draft, ofData(draft), 'WritesOnlyThroughEndpoints', (one) =>
        spares(one, 'arn:aws:iam::444455556666:role/exporter'),
      ),
  ],
  [
    'a role of the account puts where senders do',
    ['guardrails/ways-in'],
    (draft) =>
      edit(draft, ofData(draft), 'OnlySendersFromOutside', (one) =>
        spares(one, `arn:aws:iam::${account}:role/stranger`),
      ),
  ],
  [
    'deliveries into the folder of registered models',
    ['guardrails/ways-in'],
    (draft) => {
      const spot = ofArtifacts(draft);
      const Resource = below(draft, spot, '/registered/*');
      draft.append(spot, list, { Effect: 'Allow', Principal: { AWS: foreign }, Action: 's3:PutObject', Resource });
    },
  ],
  [
    'deliveries into folders that begin alike',
    ['foreign-account'],
    (draft) =>
      edit(draft, ofData(draft), 'Deliveries', (one) => ({
        ...one,
        Resource: below(draft, ofData(draft), '/deli*/*'),
      })),
  ],
  [
    'senders delete',
    ['foreign-account'],
    (draft) =>
      edit(draft, ofData(draft), 'Deliveries', (one) => ({ ...one, Action: ['s3:PutObject', 's3:DeleteObject'] })),
  ],
];

const keys: readonly OpenedDoor[] = [
  [
    'senders decrypt what anybody has encrypted',
    ['foreign-account'],
    (draft) =>
      edit(
        draft,
        key(draft),
        'Deliveries1',
        (one) => ({ ...one, Condition: { StringLike: { 'kms:ViaService': 's3.*' } } }),
        keyList,
      ),
  ],
  [
    'senders lend the key',
    ['foreign-account'],
    (draft) =>
      edit(
        draft,
        key(draft),
        'Deliveries1',
        (one) => ({ ...one, Action: ['kms:Decrypt', 'kms:CreateGrant'] }),
        keyList,
      ),
  ],
  [
    'the key opens without a service',
    ['guardrails/ways-in'],
    (draft) => edit(draft, key(draft), 'UseThroughServicesByIam', (one) => ({ ...one, Condition: undefined }), keyList),
  ],
  [
    'the key opens for a service that nobody named',
    ['guardrails/ways-in'],
    (draft) =>
      draft.append(key(draft), keyList, {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'kms:Decrypt',
        Resource: '*',
      }),
  ],
];

/** Holes in what stores and their key answer. */
export const openedStores: readonly OpenedDoor[] = [...stores, ...deliveries, ...keys];
