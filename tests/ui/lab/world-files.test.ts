import { describe, expect, it } from 'vitest';
import type { Step } from '../../../src/engine/trace';
import { filesTable, home } from '../../../src/engine/workstation';
import { blobsOf, filesOf } from '../../../src/ui/lab/world-files';

const content = Uint8Array.of(1, 2, 3);
const file = { type: 'file', mode: 0o644, mtime: 0, content };

describe('files', () => {
  it("are the learner's own, by name", () => {
    const files = new Map<string, object>([
      [`${home}/z.txt`, file],
      [`${home}/.aws/config`, file],
      [`${home}/dir`, { ...file, type: 'directory', content: undefined }],
      ['/etc/hosts', file],
    ]);
    const names = filesOf(new Map([[filesTable.name, files]])).map(({ name }) => name);
    expect(names).toEqual(['.aws/config', 'z.txt']);
  });

  it('are none in a world without any', () => {
    expect(filesOf(new Map())).toEqual([]);
  });
});

it('finds the blobs that went to and fro, newest first', () => {
  const kms = { type: 'service', name: 'kms', region: 'eu-west-1' } as const;
  const head = { span: 1, parent: null, at: 0 };
  const steps: Step[] = [
    {
      ...head,
      kind: 'request',
      from: { type: 'client', name: 'aws' },
      to: kms,
      requestId: 'r',
      service: 'kms',
      operation: 'Encrypt',
      region: 'eu-west-1',
      input: { KeyId: 'alias/a', Plaintext: content },
    },
    { ...head, kind: 'end', output: { CiphertextBlob: Uint8Array.of(9), KeyId: 'k' } },
  ];
  expect(blobsOf(steps).map(({ name }) => name)).toEqual([
    'Encrypt response: CiphertextBlob',
    'Encrypt request: Plaintext',
  ]);
});
