/** How the tool is called, as Python's argparse prints it 80 columns wide. */
export const usage = `usage: aws-encryption-cli [-h] [--version] [-e] [-d] [--decrypt-unsigned] [-S]
                          [--metadata-output METADATA_OUTPUT]
                          [--overwrite-metadata] -w WRAPPING_KEYS
                          [WRAPPING_KEYS ...]
                          [--commitment-policy {forbid-encrypt-allow-decrypt,require-encrypt-allow-decrypt,require-encrypt-require-decrypt}]
                          [--caching CACHING [CACHING ...]] [-b] -i INPUT -o
                          OUTPUT [--encode] [--decode]
                          [-c ENCRYPTION_CONTEXT [ENCRYPTION_CONTEXT ...]]
                          [--algorithm {AES_128_GCM_IV12_TAG16,AES_128_GCM_IV12_TAG16_HKDF_SHA256,AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256,AES_192_GCM_IV12_TAG16,AES_192_GCM_IV12_TAG16_HKDF_SHA256,AES_192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,AES_256_GCM_HKDF_SHA512_COMMIT_KEY,AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,AES_256_GCM_IV12_TAG16,AES_256_GCM_IV12_TAG16_HKDF_SHA256,AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384}]
                          [--frame-length FRAME_LENGTH]
                          [--max-length MAX_LENGTH]
                          [--max-encrypted-data-keys MAX_ENCRYPTED_DATA_KEYS]
                          [--suffix [SUFFIX]] [--interactive] [--no-overwrite]
                          [-r] [-v] [-q]
`;

/** Source: the options of aws-encryption-sdk-cli 4.3.0. */
export const help = `${usage}
Encrypt or decrypt data using the AWS Encryption SDK

options:
  -h, --help            show this help message and exit
  --version             show program's version number and exit
  -e, --encrypt         Encrypt data
  -d, --decrypt         Decrypt data
  --decrypt-unsigned    Decrypt data and enforce messages are unsigned during
                        decryption.
  -S, --suppress-metadata
                        Suppress metadata output.
  --metadata-output METADATA_OUTPUT
                        File to which to write metadata records
  --overwrite-metadata  Force metadata output to overwrite contents of file
                        rather than appending to file
  -w WRAPPING_KEYS [WRAPPING_KEYS ...], --wrapping-keys WRAPPING_KEYS [WRAPPING_KEYS ...]
                        Identifying information for a wrapping key provider
                        and wrapping keys. Each instance must include a
                        wrapping key provider identifier and identifiers for
                        one or more wrapping key supplied by that provider.
                        ex: --wrapping-keys provider=aws-kms
                        key=$AWS_KMS_KEY_ARN
  --commitment-policy {forbid-encrypt-allow-decrypt,require-encrypt-allow-decrypt,require-encrypt-require-decrypt}
                        Specifies the commitment policy for key commitment.
                        ex: --commitment-policy=forbid-encrypt-allow-decrypt
  --caching CACHING [CACHING ...]
                        Configuration options for a caching cryptographic
                        materials manager and local cryptographic materials
                        cache. Must consist of "key=value" pairs. If caching,
                        at least "capacity" and "max_age" must be defined. ex:
                        --caching capacity=10 max_age=100.0
  -b, --buffer          Buffer result in memory before releasing to output
  -i INPUT, --input INPUT
                        Input file or directory for encrypt/decrypt operation,
                        or "-" for stdin.
  -o OUTPUT, --output OUTPUT
                        Output file or directory for encrypt/decrypt
                        operation, or - for stdout.
  --encode              Base64-encode output after processing
  --decode              Base64-decode input before processing
  -c ENCRYPTION_CONTEXT [ENCRYPTION_CONTEXT ...], --encryption-context ENCRYPTION_CONTEXT [ENCRYPTION_CONTEXT ...]
                        key-value pair encryption context values (encryption
                        only). Must a set of "key=value" pairs. ex: -c
                        key1=value1 key2=value2
  --algorithm {AES_128_GCM_IV12_TAG16,AES_128_GCM_IV12_TAG16_HKDF_SHA256,AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256,AES_192_GCM_IV12_TAG16,AES_192_GCM_IV12_TAG16_HKDF_SHA256,AES_192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,AES_256_GCM_HKDF_SHA512_COMMIT_KEY,AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,AES_256_GCM_IV12_TAG16,AES_256_GCM_IV12_TAG16_HKDF_SHA256,AES_256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384}
                        Algorithm name (encryption only)
  --frame-length FRAME_LENGTH
                        Frame length in bytes (encryption only)
  --max-length MAX_LENGTH
                        Maximum frame length (for framed messages) or content
                        length (for non-framed messages) (decryption only)
  --max-encrypted-data-keys MAX_ENCRYPTED_DATA_KEYS
                        Maximum number of encrypted data keys to wrap (during
                        encryption) or to unwrap (during decryption)
  --suffix [SUFFIX]     Custom suffix to use when target filename is not
                        specified (empty if specified but no value provided)
  --interactive         Force aws-encryption-cli to prompt you for
                        verification before overwriting existing files
  --no-overwrite        Never overwrite existing files
  -r, -R, --recursive   Allow operation on directories as input
  -v                    Enables logging and sets detail level. Multiple -v
                        options increases verbosity (max: 4).
  -q, --quiet           Suppresses most warning and diagnostic messages

For more usage instructions and examples, see: http://aws-encryption-sdk-
cli.readthedocs.io/en/latest/
`;
