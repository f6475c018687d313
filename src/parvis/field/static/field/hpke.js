/* Seals for the holder of a private key: HPKE (RFC 9180), base mode, one message.
   DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. Gives the encapsulated key (65 bytes), then the ciphertext. */
const text = new TextEncoder();
const KEM = join(text.encode("KEM"), Uint8Array.of(0x00, 0x10));
const SUITE = join(text.encode("HPKE"), Uint8Array.of(0x00, 0x10, 0x00, 0x01, 0x00, 0x02));
const VERSION = text.encode("HPKE-v1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const NOTHING = new Uint8Array();
const HASH = 32;

export async function seal(words, publicKey, info) {
  const { key, nonce, enc } = await agree(publicKey, info);
  const secret = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, secret, text.encode(words));
  return join(enc, new Uint8Array(sealed));
}

/* Sections 4.1 (Encap), 5.1 (KeySchedule). A new pair of keys each time: nothing here can open it again. */
async function agree(publicKey, info) {
  const theirs = await crypto.subtle.importKey("raw", publicKey, CURVE, true, []);
  const ours = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  const shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256));
  const both = join(enc, publicKey);
  const drawn = await extract(KEM, NOTHING, "eae_prk", shared);
  const secret = await expand(KEM, drawn, "shared_secret", both, 32);
  const context = join(
    Uint8Array.of(0),
    await extract(SUITE, NOTHING, "psk_id_hash", NOTHING),
    await extract(SUITE, NOTHING, "info_hash", text.encode(info)),
  );
  const schedule = await extract(SUITE, secret, "secret", NOTHING);
  return { enc, key: await expand(SUITE, schedule, "key", context, 32), nonce: await expand(SUITE, schedule, "base_nonce", context, 12) };
}

/* LabeledExtract and LabeledExpand; none of ours asks for more than one block. */
const extract = (suite, salt, label, material) => mac(salt.length ? salt : new Uint8Array(HASH), join(VERSION, suite, text.encode(label), material));

async function expand(suite, drawn, label, info, length) {
  const asked = join(Uint8Array.of(length >> 8, length & 255), VERSION, suite, text.encode(label), info);
  return (await mac(drawn, join(asked, Uint8Array.of(1)))).slice(0, length);
}

async function mac(secret, message) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
}

function join(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) { whole.set(part, place); place += part.length; }
  return whole;
}
