/**
 * The actions that principals of other accounts may be allowed on a key. A key policy that allows
 * them others has no effect. Source: AWS KMS API Reference, "Cross-account use" of each operation
 * (read 2026-11).
 */
const crossAccountActions: ReadonlySet<string> = new Set([
  ...['kms:CreateGrant', 'kms:Decapsulate', 'kms:Decrypt', 'kms:DeriveSharedSecret'],
  ...['kms:DescribeKey', 'kms:Encapsulate', 'kms:Encrypt', 'kms:GenerateDataKey'],
  ...['kms:GenerateDataKeyPair', 'kms:GenerateDataKeyPairWithoutPlaintext'],
  ...['kms:GenerateDataKeyWithoutPlaintext', 'kms:GenerateMac', 'kms:GetKeyRotationStatus'],
  ...['kms:GetPublicKey', 'kms:ListGrants', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ...['kms:RetireGrant', 'kms:RevokeGrant', 'kms:Sign', 'kms:Verify', 'kms:VerifyMac'],
]);

/** Whether a principal of another account may be allowed the action on a key. */
export function worksAcrossAccounts(action: string): boolean {
  return crossAccountActions.has(action);
}
