/** Alerts by their numbers. Source: RFC 8446, section 6. */
export const alertNumbers = {
  close_notify: 0,
  unexpected_message: 10,
  bad_record_mac: 20,
  handshake_failure: 40,
  bad_certificate: 42,
  unsupported_certificate: 43,
  certificate_expired: 45,
  illegal_parameter: 47,
  unknown_ca: 48,
  decode_error: 50,
  decrypt_error: 51,
  protocol_version: 70,
  missing_extension: 109,
} as const;

export type AlertName = keyof typeof alertNumbers;

/** Why a connection ends: found on this side, or told by the other. */
export class TlsAlert extends Error {
  override readonly name = 'TlsAlert';
  readonly alert: AlertName;
  /** True where the other side sent it. */
  readonly received: boolean;

  constructor(alert: AlertName, { received = false, cause }: TlsAlertOptions = {}) {
    super(received ? `the other side says ${alert}` : alert, { cause });
    this.alert = alert;
    this.received = received;
  }
}

interface TlsAlertOptions {
  readonly received?: boolean;
  readonly cause?: unknown;
}

/** The alert with this number; `decode_error` for one that RFC 8446 does not have here. */
export function alertNumbered(number: number | undefined): AlertName {
  const names = Object.keys(alertNumbers) as AlertName[];
  return names.find((name) => alertNumbers[name] === number) ?? 'decode_error';
}
