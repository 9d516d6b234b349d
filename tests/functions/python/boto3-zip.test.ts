import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import about from '../../../src/functions/python/boto3.gen.json';
import interpreter from '../../../src/functions/python/pyodide.gen.json';

const packed = readFileSync(new URL('../../../src/functions/python/boto3.zip', import.meta.url));
const files = unzipSync(packed);
const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());

describe('the archive of boto3', () => {
  it('is the one that its manifest describes', () => {
    expect(createHash('sha256').update(packed).digest('hex')).toBe(about.sha256);
    expect(packed).toHaveLength(about.size);
    expect(Object.keys(files)).toHaveLength(about.files);
  });

  it('is small enough to be loaded for one function', () => {
    expect(packed.length).toBeLessThan(1_500_000);
  });

  it.each([
    ['boto3', 'boto3/__init__.py'],
    ['botocore', 'botocore/__init__.py'],
    ['jmespath', 'jmespath/__init__.py'],
    ['python-dateutil', 'dateutil/_version.py'],
    ['s3transfer', 's3transfer/__init__.py'],
    ['six', 'six.py'],
    ['urllib3', 'urllib3/_version.py'],
  ] as const)('has %s in the version that the manifest names', (name, file) => {
    expect(text(file)).toMatch(new RegExp(`version.* = ["']${about.packages[name]}["']`, 'i'));
  });

  it('has the model and the endpoint rules of each service, and of no other', () => {
    const models = Object.keys(files).filter((name) =>
      /data\/[^/]+\/.*\/service-2\.json$/.test(name),
    );
    expect(models.map((name) => name.split('/')[2]).sort()).toEqual(about.services);
    for (const name of models) {
      expect(files[name.replace('service-2', 'endpoint-rule-set-1')]).toBeDefined();
    }
  });

  it('has no documentation of AWS in it', () => {
    const models = Object.keys(files).filter((name) => name.endsWith('.json'));
    expect(models.filter((name) => /"documentation":"[^"]/.test(text(name)))).toEqual([]);
  });

  it('carries the licence of every package', () => {
    const licences = Object.keys(files).filter((name) => name.startsWith('licences/'));
    for (const name of Object.keys(about.packages)) {
      expect(licences.some((file) => file.startsWith(`licences/${name}-LICENSE`))).toBe(true);
    }
  });

  it('has sorted names and fixed dates, so that the same packages give the same bytes', () => {
    expect(Object.keys(files)).toEqual(Object.keys(files).toSorted());
    const time = packed.readUInt16LE(10);
    const date = packed.readUInt16LE(12);
    expect([date >> 9, (date >> 5) & 15, date & 31, time]).toEqual([0, 1, 1, 0]);
  });
});

describe('the sizes by which loading tells its progress', () => {
  it.each(Object.entries(interpreter))('know that %s has %d bytes', (name, size) => {
    const path = new URL(`../../../node_modules/pyodide/${name}`, import.meta.url);
    expect(statSync(path).size).toBe(size);
  });
});
