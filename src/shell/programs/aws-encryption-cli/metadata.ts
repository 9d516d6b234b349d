import { encodeBase64 } from '../../../engine/base64';
import type { MessageHeader } from '../../../engine/encryption-sdk/index';
import { utf8 } from '../../bytes';
import type { CommandContext } from '../../command';
import { absolutePath, parentOf } from '../../paths';
import { CliError } from './errors';
import { pythonName } from './options';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Writes records of what was done, one JSON object a line. */
export interface MetadataWriter {
  write(record: { readonly [name: string]: Json }): void;
}

/** Opens where metadata goes; nowhere where it is suppressed. Throws CliError for a bad place. */
export function openMetadata(
  file: string | undefined,
  overwrites: boolean,
  { files, cwd, stdout }: Pick<CommandContext, 'files' | 'cwd' | 'stdout'>,
): MetadataWriter {
  if (file === undefined) return { write: () => undefined };
  if (file === '') throw new CliError('Metadata output file name cannot be empty');
  if (file === '-') return { write: (record) => stdout.write(`${pythonJson(record)}\n`) };
  if (!files.isDirectory(parentOf(absolutePath(file, cwd)))) {
    // Spelt as the tool spells it.
    throw new CliError('Parent directory for requested metdata file does not exist.');
  }
  let isFirst = true;
  return {
    write(record) {
      const line = utf8(`${pythonJson(record)}\n`);
      if (isFirst && overwrites) files.write(file, line);
      else files.append(file, line);
      isFirst = false;
    },
  };
}

const version1 = { type: 128, header_iv_length: 12 };
const version2 = { type: null, header_iv_length: null };

/** A message's header as the tool's metadata shows it. */
export function headerRecord(header: MessageHeader): { readonly [name: string]: Json } {
  const { suite, messageId, context, encryptedDataKeys, frameLength, commitment } = header;
  const keys = encryptedDataKeys.map(({ providerId, providerInfo, ciphertext }) => ({
    key_provider: {
      provider_id: encodeBase64(utf8(providerId)),
      key_info: encodeBase64(providerInfo),
    },
    encrypted_data_key: encodeBase64(ciphertext),
  }));
  const order = (key: (typeof keys)[number]) =>
    atob(key.key_provider.provider_id) + atob(key.key_provider.key_info);
  return {
    version: `${suite.version}.0`,
    algorithm: pythonName(suite.name),
    message_id: encodeBase64(messageId),
    encryption_context: context,
    encrypted_data_keys: keys.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
    content_type: frameLength === 0 ? 1 : 2,
    frame_length: frameLength,
    ...(suite.version === 1 ? version1 : version2),
    commitment_key: commitment === undefined ? null : encodeBase64(commitment),
  };
}

/** A value as Python's `json.dumps` writes it with sorted names. */
function pythonJson(value: Json): string {
  if (typeof value === 'string') {
    return JSON.stringify(value).replace(
      /[\x7f-\uffff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${pythonJson(name)}: ${pythonJson(member as Json)}`).join(', ')}}`;
}
