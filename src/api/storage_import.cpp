// NCryptImportKey, and private blobs set as properties.
#include "api/output.h"
#include "api/storage_algorithm.h"
#include "api/storage_api.h"
#include "api/storage_envelope.h"
#include "api/storage_legacy.h"
#include "api/storage_objects.h"
#include "api/storage_parameters.h"
#include "api/storage_properties.h"
#include "api/storage_record.h"
#include "codec/codec.h"

namespace cng::api {
namespace {

constexpr DWORD kForStored = NCRYPT_MACHINE_KEY_FLAG | NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG |
                             NCRYPT_DO_NOT_FINALIZE_FLAG | NCRYPT_OVERWRITE_KEY_FLAG;
constexpr DWORD kIsolation = NCRYPT_PREFER_VBS_FLAG | NCRYPT_REQUIRE_VBS_FLAG | NCRYPT_USE_PER_BOOT_KEY_FLAG;
constexpr DWORD kKnown = kForStored | kIsolation | NCRYPT_NO_KEY_VALIDATION | NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG;

struct Blob {
  WideView type;
  ByteView bytes;
  // Of a generic magic; both may be empty, and the name comes first.
  WideView curve;
  ByteView curve_parameters;
  DWORD flags;
};

Result<Imported> import_blob(const codec::Identity& identity, const Blob& blob) {
  const AlgorithmInfo* info = identity.algorithm;
  WideView curve_name = blob.curve;
  if (info->family != Family::ecc) curve_name = {};
  if (info->curve != CurveId::none) {
    const bool generic = (blob.flags & NCRYPT_TREAT_NIST_AS_GENERIC_ECC_FLAG) != 0;
    curve_name = generic ? curve(info->curve).name : WideView();
    if (generic) info = &without_curve(*info);
  }
  const Result<InnerAlgorithm> algorithm = open_inner(*info, curve_name);
  if (!algorithm) return algorithm.error();
  if (info->family == Family::ecc && info->curve == CurveId::none && curve_name.empty() &&
      !blob.curve_parameters.empty())
    CNG_TRY(set_property(algorithm->get(), BCRYPT_ECC_PARAMETERS, blob.curve_parameters.data(),
                         static_cast<ULONG>(blob.curve_parameters.size()), 0));
  Imported made{InnerKey(), info, identity.codec->half == codec::Half::private_key};
  CNG_TRY(import_key_pair(algorithm->get(), blob.type.data(), made.key.out(), blob.bytes.data(),
                          static_cast<ULONG>(blob.bytes.size()), blob.flags & NCRYPT_NO_KEY_VALIDATION));
  return made;
}

Status check_plain(const StorageImport& call, const codec::BlobCodec& row) {
  if (row.half == codec::Half::public_key && (call.dwFlags & kForStored) != 0)
    return bad_flags("a public key is not stored");
  if (row.family == Family::symmetric || row.family == Family::derivation)
    return not_supported("symmetric keys come as CipherKeyBlob");
  if (call.hImportKey != 0) return invalid_parameter("this blob type is not encrypted under another key");
  return {};
}

bool is_hash_based(ByteView blob) {
  const std::optional<codec::Identity> told = codec::identify(blob);
  return told && told->algorithm->family == Family::hash_based;
}

Result<Imported> import_plain(const StorageImport& call, const StorageParameters& parameters) {
  const WideView type = wide(call.pszBlobType);
  const ByteView bytes = view(call.pbData, call.cbData);
  const codec::BlobCodec* any = codec::find_any(type);
  if (any == nullptr) return not_supported("no such blob type");
  CNG_TRY(check_plain(call, *any));
  if (any->half == codec::Half::private_key && is_hash_based(bytes))
    return not_supported("private keys of LMS and XMSS are not served");
  const std::optional<codec::Identity> identity = codec::identify_as(type, bytes);
  if (!identity) return invalid_parameter("the magic is not that of a key");
  return import_blob(*identity, {type, bytes, parameters.curve, parameters.curve_parameters, call.dwFlags});
}

Result<Imported> import_any(const StorageImport& call, const StorageParameters& parameters, StorageProvider& provider) {
  const codec::StorageType type = codec::storage_type(wide(call.pszBlobType));
  Result<Imported> made = type == codec::StorageType::none
                              ? import_plain(call, parameters)
                              : import_enveloped(type, view(call.pbData, call.cbData), parameters,
                                                 {provider, call.hProvider, call.hImportKey, call.dwFlags});
  // The name of a public key is passed over, as on Windows, and OpaqueTransport carries one of its own.
  if (made && made->has_private && type != codec::StorageType::opaque_transport) made->name = parameters.name;
  return made;
}

Status name_key(const StorageProvider& provider, StorageKey& key, const NameRequest& request) {
  if (provider.kind != ProviderKind::software) return bad_keyset("there is no card");
  Result<std::unique_ptr<NamedKey>> named = make_named(request);
  if (!named) return named.error();
  CNG_TRY(check_name_is_free(**named));
  key.named = std::move(*named);
  return {};
}

}  // namespace

Status import_storage_key(const StorageImport& call) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(call.hProvider);
  if (!provider) return provider.error();
  CNG_TRY(check_storage_flags(call.dwFlags, kKnown));
  if (call.phKey == nullptr || call.pszBlobType == nullptr) return invalid_parameter("phKey or pszBlobType is NULL");
  if (call.pbData == nullptr) return Error{Code::null_reference, "pbData is NULL"};
  CNG_TRY(check_isolation_flags(call.dwFlags));
  const Result<StorageParameters> parameters = read_storage_parameters(call.pParameterList);
  if (!parameters) return parameters.error();
  Result<Imported> made = import_any(call, *parameters, **provider);
  if (!made) return made.error();
  const std::optional<WideText> name = std::move(made->name);
  std::unique_ptr<StorageKey> key = make_storage_key(**provider, call.hProvider, std::move(*made));
  if (name) CNG_TRY(name_key(**provider, *key, {*name, call.dwFlags}));
  key->legacy_copy = (call.dwFlags & NCRYPT_WRITE_KEY_TO_LEGACY_STORE_FLAG) != 0;
  if (key->legacy_copy) CNG_TRY(check_legacy_copy(*key));
  if ((call.dwFlags & NCRYPT_DO_NOT_FINALIZE_FLAG) == 0) {
    if (key->named != nullptr) CNG_TRY(key->legacy_copy ? store_with_legacy_copy(*key) : store_new(*key));
    key->phase.store(StorageKey::Phase::ready);
  }
  return give_storage_key(std::move(key), call.phKey);
}

bool is_importable_type(WideView name) {
  const codec::StorageType storage = codec::storage_type(name);
  if (storage == codec::StorageType::pkcs8 || storage == codec::StorageType::cipher_key ||
      storage == codec::StorageType::kdf_key)
    return true;
  const codec::BlobCodec* row = codec::find_any(name);
  return row != nullptr && row->half == codec::Half::private_key;
}

namespace {

Result<InnerKey> import_as(const StorageKey& key, WideView type, ByteView blob) {
  const codec::BlobCodec* row = codec::find(type, key.algorithm().family);
  if (row == nullptr) return not_supported("the key's algorithm has no such blob type");
  const Result<InnerAlgorithm> algorithm = open_inner(key.algorithm(), key.curve);
  if (!algorithm) return algorithm.error();
  InnerKey made;
  const auto size = static_cast<ULONG>(blob.size());
  if (has_one_secret(key.algorithm())) {
    CNG_TRY(import_key(algorithm->get(), nullptr, type.data(), made.out(), nullptr, 0, blob.data(), size, 0));
  } else {
    CNG_TRY(import_key_pair(algorithm->get(), type.data(), made.out(), blob.data(), size, 0));
  }
  return made;
}

// The structure tells an algorithm of its own, which must be the key's; ECDSA and ECDH are one to PKCS #8.
Result<InnerKey> import_enveloped_as(const StorageKey& key, WideView type, ByteView blob) {
  const codec::StorageType storage = codec::storage_type(type);
  StorageProvider unused(ProviderKind::software);
  Result<Imported> made = import_enveloped(storage, blob, {}, {unused, 0, 0, 0});
  if (!made) return made.error();
  if (made->algorithm == &key.algorithm()) return std::move(made->key);
  if (made->algorithm->family != Family::ecc || key.algorithm().family != Family::ecc)
    return not_supported("the blob has a key of another algorithm");
  const Result<Pin<Key>> pair = find_key_pair(made->key.get());
  if (!pair) return pair.error();
  KeyParts parts = (*pair)->parts();
  if (key.algorithm().curve != CurveId::none && key.algorithm().curve != parts.curve->id)
    return not_supported("the blob has a key on another curve");
  parts.nist_magic = key.algorithm().curve != CurveId::none;
  InnerKey converted;
  CNG_TRY(give_handle(Key::create(parts, {&key.algorithm(), 0}), Kind::key, converted.out()));
  return converted;
}

}  // namespace

Status import_into_pending(StorageKey& key, WideView type, ByteView blob) {
  const std::lock_guard guard(key.lock);
  if (key.phase.load() != StorageKey::Phase::pending) return not_supported("the key is finalized");
  Result<InnerKey> made = codec::storage_type(type) == codec::StorageType::none ? import_as(key, type, blob)
                                                                                : import_enveloped_as(key, type, blob);
  if (!made) return made.error();
  key.key = std::move(*made);
  key.imported = true;
  return {};
}

}  // namespace cng::api
