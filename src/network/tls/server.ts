import { concat, equalBytes, type Bytes } from '../../engine/bytes';
import type { RandomBytes } from '../../engine/random';
import { TlsAlert } from './alerts';
import { Channel } from './channel';
import { aes128GcmSha256, aes256GcmSha384, type CipherSuite } from './cipher-suites';
import type { Agreed } from './client';
import { groups as allGroups, type Group } from './groups';
import { readClientHello, writeProtocols, writeServerHello, type ClientHello } from './hellos';
import {
  applicationSecrets,
  finishedMac,
  handshakeSecrets,
  type StageSecrets,
} from './key-schedule';
import {
  ecdsaP256Sha256,
  extensionTypes,
  message,
  messageTypes,
  signedByServer,
  tls13Version,
  writeExtensions,
  type Message,
} from './messages';
import { sign } from './signatures';
import { Transcript } from './transcript';
import { uint, vector } from './vectors';

/** A server's certificates, its own first, and the private key of that one. */
export interface Identity {
  readonly chain: readonly Bytes[];
  readonly privateKey: Bytes;
}

/** What a server needs beside the bytes that come. */
export interface ServerOptions {
  readonly random: RandomBytes;
  /** The identity for the name that a client asks for. */
  readonly identity: (serverName: string | undefined) => Identity;
  readonly groups?: readonly Group[];
  /** The best first. */
  readonly suites?: readonly CipherSuite[];
}

// What CloudTrail's `tlsDetails` show of AWS's endpoints.
const preferred = [aes128GcmSha256, aes256GcmSha384];

/** The server's side of TLS 1.3. */
export class TlsServer extends Channel {
  readonly #options: ServerOptions;
  readonly #transcript = new Transcript();
  #agreed: Agreed | undefined;
  #secrets: StageSecrets | undefined;
  #application: StageSecrets | undefined;
  #isOpen = false;
  #hello: ClientHello | undefined;

  constructor(options: ServerOptions) {
    super();
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get agreed(): Agreed | undefined {
    return this.#agreed;
  }

  /** What the client asked for, in the clear. */
  get hello(): ClientHello | undefined {
    return this.#hello;
  }

  protected async handle(received: Message): Promise<void> {
    const expected = this.#secrets === undefined ? messageTypes.clientHello : messageTypes.finished;
    if (this.#isOpen || received.type !== expected) throw new TlsAlert('unexpected_message');
    if (expected === messageTypes.finished) this.#finish(received.body);
    else await this.#answer(received);
  }

  async #answer({ body, bytes }: Message): Promise<void> {
    const { random, identity, groups = allGroups, suites = preferred } = this.#options;
    const hello = readClientHello(body);
    this.#hello = hello;
    if (!hello.versions.includes(tls13Version)) throw new TlsAlert('protocol_version');
    const suite = suites.find(({ id }) => hello.suites.includes(id));
    const group = groups.find(({ id }) => hello.shares.some((share) => share.group === id));
    const theirs = hello.shares.find((share) => share.group === group?.id);
    const understands = hello.signatureSchemes.includes(ecdsaP256Sha256);
    if (suite === undefined || group === undefined || theirs === undefined || !understands) {
      throw new TlsAlert('handshake_failure');
    }
    this.#transcript.add(bytes);
    this.#agreed = { suite, group: group.name };
    const { share, secret } = group.answer(theirs.share, random);
    await this.#say(
      writeServerHello({
        ...{ random: random.bytes(32), sessionId: hello.sessionId, suite: suite.id },
        share: { group: group.id, share },
      }),
    );
    this.writeChangeCipherSpec();
    const secrets = handshakeSecrets(suite, secret, this.#transcript.hash(suite));
    this.#secrets = secrets;
    this.writeWith(suite, secrets.server);
    this.readWith(suite, secrets.client);
    await this.#say(...this.#proof(suite, secrets, hello, identity(hello.serverName)));
    const application = applicationSecrets(suite, secrets.secret, this.#transcript.hash(suite));
    this.writeWith(suite, application.server);
    this.#application = application;
  }

  /** The rest of the server's flight: who it is, that it has the key to that, and that all is well. */
  #proof(
    suite: CipherSuite,
    secrets: StageSecrets,
    hello: ClientHello,
    { chain, privateKey }: Identity,
  ): Bytes[] {
    const transcript = this.#transcript.copy();
    const add = (bytes: Bytes) => {
      transcript.add(bytes);
      return bytes;
    };
    const protocol = hello.protocols.includes('http/1.1')
      ? ([[extensionTypes.alpn, writeProtocols(['http/1.1'])]] as const)
      : [];
    const entries = chain.map((certificate) => concat(vector(3, certificate), vector(2)));
    const certificate = [vector(1), vector(3, ...entries)];
    const extensions = add(message(messageTypes.encryptedExtensions, writeExtensions(protocol)));
    const certificates = add(message(messageTypes.certificate, ...certificate));
    const signature = sign(privateKey, signedByServer(transcript.hash(suite)));
    const scheme = uint(2, ecdsaP256Sha256);
    const proved = add(message(messageTypes.certificateVerify, scheme, vector(2, signature)));
    const mac = finishedMac(suite, secrets.server, transcript.hash(suite));
    return [extensions, certificates, proved, message(messageTypes.finished, mac)];
  }

  async #say(...messages: readonly Bytes[]): Promise<void> {
    for (const said of messages) this.#transcript.add(said);
    await this.write(...messages);
  }

  #finish(body: Bytes): void {
    const [agreed, secrets, application] = [this.#agreed, this.#secrets, this.#application];
    if (agreed === undefined || secrets === undefined || application === undefined) {
      throw new TlsAlert('unexpected_message');
    }
    const { suite } = agreed;
    const mac = finishedMac(suite, secrets.client, this.#transcript.hash(suite));
    if (!equalBytes(mac, body)) throw new TlsAlert('decrypt_error');
    this.readWith(suite, application.client);
    this.#isOpen = true;
  }
}
