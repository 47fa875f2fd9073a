#include "api/storage_envelope.h"

#include <cstring>

#include "api/storage_algorithm.h"
#include "api/storage_transport.h"
#include "codec/storage_blob.h"
#include "provider/pkcs7.h"
#include "provider/pkcs8.h"
#include "provider/provider.h"

namespace cng::api {
namespace {

using codec::StorageType;
using provider::KeyUse;

constexpr WideView kKeyData = CNG_W("KeyDataBlob");

WideView password_of(const SecretBytes& secret) {
  const ByteView bytes = secret.view(SecretAccess{});
  return {reinterpret_cast<const Char16*>(bytes.data()), bytes.size() / sizeof(Char16)};
}

// PKCS #8 does not tell ECDSA from ECDH but by an attribute; without one the key is for ECDH, which in ncrypt signs
// too.
const AlgorithmInfo* algorithm_of(const KeyParts& parts, KeyUse use) {
  const bool signs = use == KeyUse::sign;
  const AlgorithmInfo* generic = nullptr;
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.family != parts.family || !is_storage_algorithm(row)) continue;
    if (parts.family != Family::ecc) return &row;
    if ((row.interface == Interface::signature) != signs) continue;
    if (row.curve == CurveId::none) generic = &row;
    if (row.curve != CurveId::none && row.curve == parts.curve->id) return &row;
  }
  return generic;
}

Result<Imported> import_pkcs8(ByteView der) {
  Result<provider::Pkcs8Key> read = provider::read_pkcs8(der);
  if (!read) return read.error();
  KeyParts& parts = read->key.parts;
  Imported made;
  made.algorithm = algorithm_of(parts, read->use);
  if (made.algorithm == nullptr) return not_supported("keys of this algorithm are not kept");
  parts.nist_magic = made.algorithm->curve != CurveId::none;
  std::unique_ptr<Key> key = Key::create(parts, {made.algorithm, 0});
  // A public half that does not belong to the private one is computed anew, as CNG does with PKCS #8.
  const bool elliptic = parts.family == Family::ecc;
  CNG_TRY(provider::check(*key, elliptic ? Validation::none : Validation::full));
  CNG_TRY(give_handle(std::move(key), Kind::key, made.key.out()));
  return made;
}

Result<Imported> import_named_algorithm(ByteView bytes, std::uint32_t magic) {
  ByteReader reader(bytes);
  const Result<codec::StorageBlob> blob = codec::parse_storage_blob(reader, magic);
  if (!blob) return blob.error();
  Imported made;
  made.algorithm = find_storage_algorithm(blob->algorithm);
  const bool derives = magic == codec::kKdfKeyMagic;
  if (made.algorithm == nullptr || !has_one_secret(*made.algorithm) || derives != (made.algorithm->cipher == nullptr))
    return not_supported("the blob names an algorithm that has no such keys");
  const Result<InnerAlgorithm> algorithm = open_inner(*made.algorithm, {});
  if (!algorithm) return algorithm.error();
  CNG_TRY(import_key(algorithm->get(), nullptr, kKeyData.data(), made.key.out(), nullptr, 0, blob->key_data.data(),
                     static_cast<ULONG>(blob->key_data.size()), 0));
  return made;
}

bool same_public(const Key& key, const KeyParts& wanted) {
  const KeyParts& parts = key.parts();
  const auto equal = [&](std::size_t i) { return equal_constant_time(parts[i], wanted[i]); };
  return parts.family == wanted.family && parts.family == Family::rsa && equal(rsa_part::n) && equal(rsa_part::e);
}

// The stored key whose public half is the certificate's; no_key if there is none.
Result<std::unique_ptr<StorageKey>> find_recipient(const Opener& opener, ByteView certificate) {
  const Result<provider::DecodedKey> wanted = provider::certificate_key(certificate);
  if (!wanted) return wanted.error();
  const bool machine = (opener.flags & NCRYPT_MACHINE_KEY_FLAG) != 0;
  const Result<store::KeyStore> store = store::KeyStore::open(machine ? store::Scope::machine : store::Scope::user);
  if (!store) return store.error();
  const Result<std::vector<store::Entry>> entries = store->list();
  if (!entries) return entries.error();
  for (const store::Entry& entry : *entries) {
    const DWORD flags = opener.flags & NCRYPT_MACHINE_KEY_FLAG;
    Result<std::unique_ptr<StorageKey>> key = load_stored(opener.provider, opener.provider_handle, {entry.name, flags});
    if (!key) continue;
    const Result<Pin<Key>> pair = find_key_pair((*key)->key.get());
    if (pair && same_public(**pair, wanted->parts)) return std::move(*key);
  }
  return Error{Code::no_key, "no stored key belongs to the certificate"};
}

Result<Imported> open_with(const StorageKey& recipient, ByteView der) {
  const Result<Pin<Key>> pair = find_key_pair(recipient.key.get());
  if (!pair) return pair.error();
  const Result<SecretBytes> content = provider::open_envelope(der, **pair);
  if (!content) return content.error();
  return import_pkcs8(content->view(SecretAccess{}));
}

Result<Imported> import_pkcs7(ByteView der, const StorageParameters& parameters, const Opener& opener) {
  if (opener.key != 0) {
    const Result<Pin<StorageKey>> recipient = find_ready_key(opener.key);
    return recipient ? open_with(**recipient, der) : recipient.error();
  }
  if (parameters.certificate.empty()) return Error{Code::no_key, "neither hImportKey nor a certificate tells the key"};
  const Result<std::unique_ptr<StorageKey>> recipient = find_recipient(opener, parameters.certificate);
  return recipient ? open_with(**recipient, der) : recipient.error();
}

Result<SecretBytes> plain_pkcs8(const StorageKey& key) {
  const Result<Pin<Key>> pair = find_key_pair(key.key.get());
  if (!pair) return pair.error();
  const Result<KeyParts> parts = provider::complete(**pair);
  if (!parts) return parts.error();
  if (parts->family != Family::ecc) return provider::write_pkcs8(*parts, KeyUse::unsaid);
  const bool agrees = key.algorithm().interface == Interface::secret_agreement;
  return provider::write_pkcs8(*parts, agrees ? KeyUse::agree : KeyUse::sign);
}

// CRYPT_PKCS12_PBE_PARAMS with the salt behind it.
Result<provider::PbeChoice> read_protection(const StorageParameters& parameters) {
  provider::PbeChoice choice;
  if (parameters.protection_oid == "1.2.840.113549.1.5.13") {
    choice.scheme = provider::PbeScheme::pbes2_aes256;
  } else if (parameters.protection_oid != "1.2.840.113549.1.12.1.3") {
    if (parameters.protection_oid.empty()) return invalid_parameter("NCRYPTBUFFER_PKCS_ALG_OID is missing");
    return not_supported("keys are protected by 3DES with PKCS #12's derivation, or by PBES2");
  }
  ByteReader reader(parameters.protection);
  std::uint32_t salt = 0;
  if (!reader.u32(choice.iterations, "iIterations", "") || !reader.u32(salt, "cbSalt", "") ||
      !reader.take(salt, choice.salt, "salt", ""))
    return invalid_parameter("NCRYPTBUFFER_PKCS_ALG_PARAM is missing or too short");
  return choice;
}

Result<SecretBytes> make_pkcs8(const StorageKey& key, const StorageParameters& parameters) {
  Result<SecretBytes> plain = plain_pkcs8(key);
  if (!plain || !parameters.secret) return plain;
  const Result<provider::PbeChoice> choice = read_protection(parameters);
  if (!choice) return choice.error();
  return provider::encrypt_pkcs8(plain->view(SecretAccess{}), password_of(*parameters.secret), *choice);
}

Result<SecretBytes> make_pkcs7(const StorageKey& key, const StorageParameters& parameters) {
  if (parameters.certificate.empty() || parameters.protection_oid.empty())
    return invalid_parameter("NCRYPTBUFFER_CERT_BLOB or NCRYPTBUFFER_PKCS_ALG_OID is missing");
  const Result<SecretBytes> plain = plain_pkcs8(key);
  if (!plain) return plain.error();
  return provider::seal_envelope(plain->view(SecretAccess{}), parameters.certificate,
                                 parameters.protection_oid.c_str());
}

Result<SecretBytes> make_named_algorithm(const StorageKey& key, std::uint32_t magic) {
  if (!has_one_secret(key.algorithm()) || (magic == codec::kKdfKeyMagic) != (key.algorithm().cipher == nullptr))
    return not_supported("this algorithm has no such blob type");
  ULONG size = 0;
  CNG_TRY(export_key(key.key.get(), nullptr, kKeyData.data(), nullptr, 0, &size, 0));
  SecretBytes data(size);
  CNG_TRY(export_key(key.key.get(), nullptr, kKeyData.data(), data.span(SecretAccess{}).data(), size, &size, 0));
  ByteWriter counter;
  codec::write_storage_blob(magic, key.algorithm().name, data.view(SecretAccess{}), counter);
  SecretBytes blob(counter.written());
  ByteWriter writer(blob.span(SecretAccess{}));
  codec::write_storage_blob(magic, key.algorithm().name, data.view(SecretAccess{}), writer);
  return blob;
}

Result<SecretBytes> make(StorageType type, StorageKey& key, const StorageParameters& parameters) {
  switch (type) {
    case StorageType::pkcs8:
      return make_pkcs8(key, parameters);
    case StorageType::pkcs7:
      return make_pkcs7(key, parameters);
    case StorageType::cipher_key:
      return make_named_algorithm(key, codec::kCipherKeyMagic);
    case StorageType::kdf_key:
      return make_named_algorithm(key, codec::kKdfKeyMagic);
    case StorageType::opaque_transport:
      return make_transport(key);
    default:
      return not_supported("this blob type is not served");
  }
}

}  // namespace

bool is_encrypted(StorageType type, const StorageParameters& parameters) {
  return type == StorageType::pkcs7 || type == StorageType::opaque_transport ||
         (type == StorageType::pkcs8 && parameters.secret.has_value());
}

Result<Imported> import_enveloped(StorageType type, ByteView bytes, const StorageParameters& parameters,
                                  const Opener& opener) {
  if (type != StorageType::pkcs7 && opener.key != 0)
    return invalid_parameter("this blob type is not encrypted under another key");
  switch (type) {
    case StorageType::pkcs8: {
      if (!parameters.secret) return import_pkcs8(bytes);
      const Result<SecretBytes> plain = provider::decrypt_pkcs8(bytes, password_of(*parameters.secret));
      return plain ? import_pkcs8(plain->view(SecretAccess{})) : plain.error();
    }
    case StorageType::pkcs7:
      return import_pkcs7(bytes, parameters, opener);
    case StorageType::cipher_key:
      return import_named_algorithm(bytes, codec::kCipherKeyMagic);
    case StorageType::kdf_key:
      return import_named_algorithm(bytes, codec::kKdfKeyMagic);
    case StorageType::opaque_transport:
      return import_transport(bytes, (opener.flags & NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG) != 0);
    default:
      return not_supported("this blob type is not served");
  }
}

Status export_enveloped(StorageType type, StorageKey& key, const StorageParameters& parameters, const Output& out) {
  const Result<SecretBytes> made = make(type, key, parameters);
  if (!made) return made.error();
  return two_call(out, made->size(), [&](ByteSpan to) -> Status {
    std::memcpy(to.data(), made->view(SecretAccess{}).data(), to.size());
    return {};
  });
}

}  // namespace cng::api
