import { equalBytes, type Bytes } from '../../engine/bytes';
import type { RandomBytes } from '../../engine/random';
import { TlsAlert, type AlertName } from './alerts';
import { Channel } from './channel';
import { cipherSuites, suiteOf, type CipherSuite } from './cipher-suites';
import { groups as allGroups, type Group } from './groups';
import { offered, readServerHello, writeClientHello } from './hellos';
import {
  applicationSecrets,
  finishedMac,
  handshakeSecrets,
  type StageSecrets,
} from './key-schedule';
import { ecdsaP256Sha256, message, messageTypes, signedByServer, type Message } from './messages';
import { contentTypes, plainRecord } from './records';
import { verify } from './signatures';
import { Transcript } from './transcript';
import { Cursor } from './vectors';

/** What a client needs beside the bytes that come. */
export interface ClientOptions {
  readonly random: RandomBytes;
  /** The name it wants to talk to, which everybody on the way can read; absent for an address. */
  readonly serverName?: string;
  readonly groups?: readonly Group[];
  readonly suites?: readonly CipherSuite[];
  /**
   * Looks at the server's certificates, its own first: the point of its key where they are trusted,
   * else the alert to end with.
   */
  readonly checkCertificates: (chain: readonly Bytes[]) => CheckedCertificate;
}

export type CheckedCertificate = { readonly point: Bytes } | { readonly alert: AlertName };

/** What both sides agreed on. */
export interface Agreed {
  readonly suite: CipherSuite;
  readonly group: string;
}

type Expected = keyof typeof messageTypes | 'nothing';

/** The client's side of TLS 1.3: full handshakes with a certificate of the server. */
export class TlsClient extends Channel {
  readonly #options: ClientOptions;
  readonly #transcript = new Transcript();
  readonly #offers: readonly { group: Group; share: Bytes; agree(share: Bytes): Bytes }[];
  readonly #sessionId: Bytes;
  #expected: Expected = 'serverHello';
  #agreed: Agreed | undefined;
  #secrets: StageSecrets | undefined;
  #point: Bytes | undefined;

  constructor(options: ClientOptions) {
    super();
    this.#options = options;
    const { random, groups = allGroups } = options;
    this.#sessionId = random.bytes(32);
    this.#offers = groups.map((group) => ({ group, ...group.offer(random) }));
  }

  get isOpen(): boolean {
    return this.#expected === 'nothing';
  }

  get agreed(): Agreed | undefined {
    return this.#agreed;
  }

  /** The bytes that begin the connection: a ClientHello. */
  start(): Bytes {
    const { random, serverName, suites = cipherSuites } = this.#options;
    const hello = writeClientHello({
      ...{ random: random.bytes(32), sessionId: this.#sessionId, ...offered },
      ...(serverName === undefined ? {} : { serverName }),
      suites: suites.map(({ id }) => id),
      groups: this.#offers.map(({ group }) => group.id),
      shares: this.#offers.map(({ group, share }) => ({ group: group.id, share })),
    });
    this.#transcript.add(hello);
    return plainRecord(contentTypes.handshake, hello, 0x0301);
  }

  protected async handle(received: Message): Promise<void> {
    // Tickets for another time are of no use to a client that comes once.
    if (this.isOpen && received.type === messageTypes.newSessionTicket) return;
    if (this.isOpen || received.type !== messageTypes[this.#expected as 'finished']) {
      throw new TlsAlert('unexpected_message');
    }
    switch (this.#expected) {
      case 'serverHello':
        this.#transcript.add(received.bytes);
        return this.#agree(received.body);
      case 'encryptedExtensions':
        this.#transcript.add(received.bytes);
        this.#expected = 'certificate';
        return;
      case 'certificate':
        this.#transcript.add(received.bytes);
        return this.#check(received.body);
      case 'certificateVerify':
        this.#proved(received);
        return;
      default:
        return this.#finish(received);
    }
  }

  #agree(body: Bytes): void {
    const { suites = cipherSuites } = this.#options;
    const hello = readServerHello(body);
    const suite = suiteOf(hello.suite);
    const offer = this.#offers.find(({ group }) => group.id === hello.share.group);
    const isAnswer = equalBytes(hello.sessionId, this.#sessionId);
    if (suite === undefined || !suites.includes(suite) || offer === undefined || !isAnswer) {
      throw new TlsAlert('illegal_parameter');
    }
    this.#agreed = { suite, group: offer.group.name };
    const secret = offer.agree(hello.share.share);
    this.#secrets = handshakeSecrets(suite, secret, this.#transcript.hash(suite));
    this.readWith(suite, this.#secrets.server);
    this.writeChangeCipherSpec();
    this.writeWith(suite, this.#secrets.client);
    this.#expected = 'encryptedExtensions';
  }

  #check(body: Bytes): void {
    const cursor = new Cursor(body);
    cursor.vector(1);
    const list = new Cursor(cursor.vector(3));
    const chain: Bytes[] = [];
    while (!list.isAtEnd) {
      chain.push(list.vector(3));
      list.vector(2);
    }
    if (chain.length === 0) throw new TlsAlert('decode_error');
    const checked = this.#options.checkCertificates(chain);
    if ('alert' in checked) throw new TlsAlert(checked.alert);
    this.#point = checked.point;
    this.#expected = 'certificateVerify';
  }

  /** The server has the certificate's private key: it signed what both have said so far. */
  #proved({ body, bytes }: Message): void {
    const { suite, point } = this.#known();
    const cursor = new Cursor(body);
    if (cursor.uint(2) !== ecdsaP256Sha256) throw new TlsAlert('illegal_parameter');
    const signed = signedByServer(this.#transcript.hash(suite));
    if (!verify(point, signed, cursor.vector(2))) throw new TlsAlert('decrypt_error');
    this.#transcript.add(bytes);
    this.#expected = 'finished';
  }

  async #finish({ body, bytes }: Message): Promise<void> {
    const { suite, secrets } = this.#known();
    const mac = finishedMac(suite, secrets.server, this.#transcript.hash(suite));
    if (!equalBytes(mac, body)) throw new TlsAlert('decrypt_error');
    this.#transcript.add(bytes);
    const application = applicationSecrets(suite, secrets.secret, this.#transcript.hash(suite));
    const own = finishedMac(suite, secrets.client, this.#transcript.hash(suite));
    await this.write(message(messageTypes.finished, own));
    this.readWith(suite, application.server);
    this.writeWith(suite, application.client);
    this.#expected = 'nothing';
  }

  #known() {
    const [agreed, secrets, point] = [this.#agreed, this.#secrets, this.#point];
    if (agreed === undefined || secrets === undefined || point === undefined) {
      throw new TlsAlert('unexpected_message');
    }
    return { suite: agreed.suite, secrets, point };
  }
}
