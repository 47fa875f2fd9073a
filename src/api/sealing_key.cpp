#include "api/sealing_key.h"

#include <algorithm>
#include <atomic>

#include "core/platform.h"

namespace cng::api {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr WideView kName = CNG_W("sealing key");

// Published once each and kept to the end: pointers, so that nothing runs when the module goes.
constinit std::atomic<SealingKey*> g_shared{nullptr};
constinit std::atomic<SealingKey*> g_own{nullptr};

SealingKey* publish(std::atomic<SealingKey*>& place, std::unique_ptr<SealingKey> made) {
  SealingKey* expected = nullptr;
  if (place.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) return made.release();
  return expected;
}

SealingKey make(ByteView id, ByteView secret) {
  SealingKey made;
  std::copy(id.begin(), id.end(), made.id.begin());
  made.key = CipherKey::create(secret, {&algorithm(AlgorithmId::aes), 0}, ChainMode::gcm, 0);
  return made;
}

SealingKey* publish(std::atomic<SealingKey*>& place, SealingKey made) {
  return publish(place, std::make_unique<SealingKey>(std::move(made)));
}

// Which key, and how long it opens.
struct Purpose {
  const char* folder;  // below that of the store's keys, so that no list of them shows it
  WideView blob_type;
  bool per_boot;
};
constexpr Purpose kOpaque{"/opaque", CNG_W("OpaqueKeyBlob"), true};
constexpr Purpose kTransport{"/transport", CNG_W("OpaqueTransport"), false};

Result<store::KeyStore> folder(store::Scope scope, const Purpose& purpose) {
  const Result<store::KeyStore> keys = store::KeyStore::open(scope);
  if (!keys) return keys.error();
  return store::KeyStore(scope, keys->folder() + purpose.folder);
}

Result<SealingKey> read_key(const store::KeyStore& from, const Purpose& purpose) {
  const Result<store::Record> record = from.read(kName);
  if (!record) return record.error();
  if (record->per_boot != purpose.per_boot || record->blob.size() != kKeyBytes)
    return bad_data("the record does not hold a sealing key");
  return make(record->id, record->blob.view(SecretAccess{}));
}

// Of two processes that make the key at once the one that comes second reads what the first has made.
Result<SealingKey> make_key(const store::KeyStore& in, const Purpose& purpose, ByteView secret) {
  store::Record record;
  record.name = kName;
  record.algorithm = CNG_W("AES");
  record.blob_type = purpose.blob_type;
  record.per_boot = purpose.per_boot;
  record.blob = SecretBytes(secret, SecretAccess{});
  const Status created = in.create(record, store::Existing::keep);
  if (!created && created.error().code == Code::exists) return read_key(in, purpose);
  if (!created) return created.error();
  return make(record.id, secret);
}

SealingKey* known_shared() {
  if (SealingKey* known = g_shared.load(std::memory_order_acquire); known != nullptr) return known;
  const Result<store::KeyStore> from = folder(store::Scope::user, kOpaque);
  if (!from) return nullptr;
  Result<SealingKey> read = read_key(*from, kOpaque);
  return read ? publish(g_shared, std::move(*read)) : nullptr;
}

}  // namespace

Result<const SealingKey*> sealing_key() {
  if (const SealingKey* known = known_shared(); known != nullptr) return known;
  if (const SealingKey* own = g_own.load(std::memory_order_acquire); own != nullptr) return own;
  SecretArray<kKeyBytes> storage;
  const ByteSpan secret = storage.span(SecretAccess{});
  std::array<std::uint8_t, codec::sealed::kIdBytes> id{};
  if (!platform::random_bytes(secret) || !platform::random_bytes(id))
    return internal_error("the system's generator failed");
  if (const Result<store::KeyStore> in = folder(store::Scope::user, kOpaque); in)
    if (Result<SealingKey> made = make_key(*in, kOpaque, secret); made) return publish(g_shared, std::move(*made));
  return publish(g_own, make(id, secret));
}

const SealingKey* find_sealing_key(ByteView id) {
  const auto is_it = [&](const SealingKey* key) { return key != nullptr && std::ranges::equal(key->id, id); };
  if (const SealingKey* own = g_own.load(std::memory_order_acquire); is_it(own)) return own;
  const SealingKey* shared = known_shared();
  return is_it(shared) ? shared : nullptr;
}

Result<SealingKey> transport_key(store::Scope scope) {
  const Result<store::KeyStore> in = folder(scope, kTransport);
  if (!in) return in.error();
  Result<SealingKey> known = read_key(*in, kTransport);
  if (known || known.error().code != Code::bad_keyset) return known;
  SecretArray<kKeyBytes> storage;
  const ByteSpan secret = storage.span(SecretAccess{});
  if (!platform::random_bytes(secret)) return internal_error("the system's generator failed");
  return make_key(*in, kTransport, secret);
}

Result<SealingKey> find_transport_key(store::Scope scope, ByteView id) {
  const Result<store::KeyStore> from = folder(scope, kTransport);
  if (from)
    if (Result<SealingKey> known = read_key(*from, kTransport); known && std::ranges::equal(known->id, id))
      return known;
  return bad_data("the blob was sealed by another account, or its key is gone");
}

}  // namespace cng::api
