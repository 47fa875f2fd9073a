#include "api/storage_legacy.h"

#include "api/storage_api.h"
#include "store/legacy.h"

namespace cng::api {
namespace {

constexpr WideView kBlobType = CNG_W("CAPIPRIVATEBLOB");

// As the program said when it made the key; else by what the key is for.
std::uint32_t spec_of(const StorageKey& key) {
  if (key.legacy_spec != 0) return key.legacy_spec;
  constexpr std::uint32_t kMoreThanSigning = NCRYPT_ALLOW_DECRYPT_FLAG | NCRYPT_ALLOW_KEY_AGREEMENT_FLAG;
  const std::uint32_t usage = key.attributes.usage;
  const bool only_signs = (usage & NCRYPT_ALLOW_SIGNING_FLAG) != 0 && (usage & kMoreThanSigning) == 0;
  return only_signs ? store::legacy::kSignature : store::legacy::kExchange;
}

Result<SecretBytes> container_blob(const StorageKey& key) {
  ULONG size = 0;
  CNG_TRY(export_key(key.key.get(), nullptr, kBlobType.data(), nullptr, 0, &size, 0));
  SecretBytes blob(size);
  CNG_TRY(export_key(key.key.get(), nullptr, kBlobType.data(), blob.span(SecretAccess{}).data(), size, &size, 0));
  return blob;
}

// Puts back the record that was replaced, unless somebody has come after us.
void undo(const NamedKey& named, Result<store::Record>& before) {
  if (before) {
    before->id = named.record.id;
    (void)named.store.rewrite(*before);
  } else {
    (void)named.store.remove(named.record.name, &named.record.id);
  }
}

}  // namespace

Status check_legacy_copy(const StorageKey& key) {
  CNG_TRY(store::legacy::check_present());
  if (key.algorithm().family != Family::rsa) return not_supported("CryptoAPI gets RSA keys only");
  if (key.named == nullptr) return invalid_parameter("a key without a name cannot be stored");
  if (key.named->record.name.size() > store::legacy::kMostNameUnits)
    return invalid_parameter("CryptoAPI takes names of up to 259 characters");
  return {};
}

Status store_with_legacy_copy(StorageKey& key) {
  NamedKey& named = *key.named;
  Result<SecretBytes> blob = container_blob(key);
  if (!blob) return blob.error();
  Result<store::Record> before = bad_keyset("nothing is replaced");
  if (named.existing == store::Existing::replace) before = named.store.read(named.record.name);
  bool exportable = false;
  {
    const std::lock_guard guard(key.lock);
    key.legacy_spec = spec_of(key);
    exportable = (key.attributes.export_policy & NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG) != 0;
    CNG_TRY(store_new(key));
  }
  const store::legacy::KeyPair pair{key.legacy_spec, std::move(*blob)};
  const Status written =
      store::legacy::write({named.record.name, named.store.scope()}, pair, exportable, named.existing);
  if (!written) undo(named, before);
  return written;
}

Result<std::unique_ptr<StorageKey>> load_legacy(StorageProvider& provider, Handle handle, const NameRequest& request,
                                                std::uint32_t spec) {
  Result<std::unique_ptr<NamedKey>> named = make_named(request);
  if (!named) return named.error();
  const Result<store::legacy::KeyPair> pair =
      store::legacy::read({WideText(request.name), (*named)->store.scope()}, spec);
  if (!pair) return pair.error();
  const AlgorithmInfo& rsa = algorithm(AlgorithmId::rsa);
  const Result<InnerAlgorithm> opened = open_inner(rsa, {});
  if (!opened) return opened.error();
  Imported made{InnerKey(), &rsa};
  const ByteView blob = pair->blob.view(SecretAccess{});
  CNG_TRY(import_key_pair(opened->get(), kBlobType.data(), made.key.out(), blob.data(), static_cast<ULONG>(blob.size()),
                          0));
  made.legacy_spec = pair->spec;
  // CryptoAPI has just given it in plain.
  made.attributes.export_policy = NCRYPT_ALLOW_EXPORT_FLAG | NCRYPT_ALLOW_PLAINTEXT_EXPORT_FLAG;
  std::unique_ptr<StorageKey> key = make_storage_key(provider, handle, std::move(made));
  (*named)->in_legacy = true;
  key->named = std::move(*named);
  key->phase.store(StorageKey::Phase::ready);
  return key;
}

}  // namespace cng::api
