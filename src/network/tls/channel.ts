import { concat, type Bytes } from '../../engine/bytes';
import { TlsAlert, alertNumbered, alertNumbers } from './alerts';
import type { CipherSuite } from './cipher-suites';
import { splitMessages, type Message } from './messages';
import {
  contentTypes,
  longestContent,
  plainRecord,
  Protection,
  splitRecords,
  type Content,
  type Record,
} from './records';
import { uint } from './vectors';

/** What one side does with what arrived. */
export interface Received {
  /** Bytes for the other side. */
  readonly send: Bytes;
  /** Application data from it. */
  readonly data: Bytes;
  /** Why the connection is over, where it is; `send` then tells the other side. */
  readonly failure?: TlsAlert;
}

/**
 * One side of a TLS 1.3 connection: records in and out, in the clear until there are keys. What
 * messages mean is the business of client and server.
 */
export abstract class Channel {
  #reading: Protection | undefined;
  #writing: Protection | undefined;
  #records: Bytes = new Uint8Array(0);
  #messages: Bytes = new Uint8Array(0);
  #output: Bytes[] = [];
  #data: Bytes[] = [];
  #failure: TlsAlert | undefined;

  /** True once both sides have proved that they know the keys. */
  abstract get isOpen(): boolean;

  /** Takes in a handshake message. */
  protected abstract handle(message: Message): Promise<void>;

  /** Takes in bytes from the other side. */
  async receive(bytes: Uint8Array): Promise<Received> {
    try {
      const { records, rest } = splitRecords(concat(this.#records, bytes));
      this.#records = rest;
      for (const record of records) {
        if (this.#failure !== undefined) break;
        await this.#take(record);
      }
    } catch (error) {
      if (!(error instanceof TlsAlert)) throw error;
      this.#failure = error;
      if (!error.received) await this.#alert(error.alert);
    }
    const [send, data] = [concat(...this.#output), concat(...this.#data)];
    this.#output = [];
    this.#data = [];
    return { send, data, ...(this.#failure === undefined ? {} : { failure: this.#failure }) };
  }

  /** The records of application data. */
  async send(data: Uint8Array): Promise<Bytes> {
    if (!this.isOpen) throw new Error('the connection is not open');
    const records: Bytes[] = [];
    for (let at = 0; at < data.length; at += longestContent) {
      const piece = data.subarray(at, at + longestContent);
      records.push(await this.#sealed(contentTypes.applicationData, piece));
    }
    return concat(...records);
  }

  /** Says that no more will be sent. */
  close(): Promise<Bytes> {
    return this.#sealed(contentTypes.alert, alertBytes('close_notify'));
  }

  protected write(...messages: readonly Uint8Array[]): Promise<void> {
    return this.#write(contentTypes.handshake, concat(...messages));
  }

  /** A record that does nothing: for boxes on the way that know TLS 1.2 only. RFC 8446, D.4. */
  protected writeChangeCipherSpec(): void {
    this.#output.push(plainRecord(contentTypes.changeCipherSpec, uint(1, 1)));
  }

  protected readWith(suite: CipherSuite, secret: Bytes): void {
    // No message may be in the records of two keys. RFC 8446, section 5.1.
    if (this.#messages.length > 0) throw new TlsAlert('unexpected_message');
    this.#reading = new Protection(suite, secret);
  }

  protected writeWith(suite: CipherSuite, secret: Bytes): void {
    this.#writing = new Protection(suite, secret);
  }

  async #take(record: Record): Promise<void> {
    if (record.type === contentTypes.changeCipherSpec && !this.isOpen) return;
    const { type, content } = await this.#open(record);
    if (type === contentTypes.alert) {
      throw new TlsAlert(alertNumbered(content[1]), { received: true });
    }
    if (type === contentTypes.applicationData && this.isOpen) {
      this.#data.push(content);
      return;
    }
    if (type !== contentTypes.handshake) throw new TlsAlert('unexpected_message');
    const { messages, rest } = splitMessages(concat(this.#messages, content));
    this.#messages = rest;
    const keys = this.#reading;
    for (const message of messages) {
      // No record goes on under the keys of the next one. RFC 8446, section 5.1.
      if (this.#reading !== keys) throw new TlsAlert('unexpected_message');
      await this.handle(message);
    }
  }

  async #open(record: Record): Promise<Content> {
    if (this.#reading === undefined) return { type: record.type, content: record.fragment };
    if (record.type === contentTypes.applicationData) return this.#reading.open(record);
    // A client that cannot go on before it has keys says so in the clear.
    if (record.type === contentTypes.alert && !this.isOpen) {
      return { type: record.type, content: record.fragment };
    }
    throw new TlsAlert('unexpected_message');
  }

  async #alert(alert: TlsAlert['alert']): Promise<void> {
    await this.#write(contentTypes.alert, alertBytes(alert));
  }

  async #write(type: number, content: Bytes): Promise<void> {
    this.#output.push(await this.#sealed(type, content));
  }

  async #sealed(type: number, content: Uint8Array): Promise<Bytes> {
    return this.#writing === undefined
      ? plainRecord(type, content)
      : this.#writing.seal(type, content);
  }
}

/** An alert: a warning where it is the end of a connection that went well, else fatal. */
function alertBytes(alert: TlsAlert['alert']): Bytes {
  return concat(uint(1, alert === 'close_notify' ? 1 : 2), uint(1, alertNumbers[alert]));
}
