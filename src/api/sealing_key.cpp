#include "api/sealing_key.h"

#include <algorithm>
#include <atomic>

#include "core/platform.h"
#include "store/key_store.h"

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

std::unique_ptr<SealingKey> make(ByteView id, ByteView secret) {
  auto made = std::make_unique<SealingKey>();
  std::copy(id.begin(), id.end(), made->id.begin());
  made->key = CipherKey::create(secret, {&algorithm(AlgorithmId::aes), 0}, ChainMode::gcm, 0);
  return made;
}

// A folder below that of the account's keys, so that no list of them shows it.
Result<store::KeyStore> folder() {
  const Result<store::KeyStore> keys = store::KeyStore::open(store::Scope::user);
  if (!keys) return keys.error();
  return store::KeyStore(store::Scope::user, keys->folder() + "/opaque");
}

SealingKey* read_shared(const store::KeyStore& from) {
  const Result<store::Record> record = from.read(kName);
  if (!record || !record->per_boot || record->blob.size() != kKeyBytes) return nullptr;
  return publish(g_shared, make(record->id, record->blob.view(SecretAccess{})));
}

// Of two processes that make the key at once the one that comes second reads what the first has made.
SealingKey* make_shared_key(const store::KeyStore& in, ByteView secret) {
  store::Record record;
  record.name = kName;
  record.algorithm = CNG_W("AES");
  record.blob_type = CNG_W("OpaqueKeyBlob");
  record.per_boot = true;
  record.blob = SecretBytes(secret, SecretAccess{});
  if (!in.create(record, store::Existing::keep)) return read_shared(in);
  return publish(g_shared, make(record.id, secret));
}

SealingKey* known_shared() {
  if (SealingKey* known = g_shared.load(std::memory_order_acquire); known != nullptr) return known;
  const Result<store::KeyStore> from = folder();
  return from ? read_shared(*from) : nullptr;
}

}  // namespace

Result<const SealingKey*> sealing_key() {
  if (const SealingKey* known = known_shared(); known != nullptr) return known;
  if (const SealingKey* own = g_own.load(std::memory_order_acquire); own != nullptr) return own;
  SecretArray<kKeyBytes> storage;
  const ByteSpan secret = storage.span(SecretAccess{});
  std::array<std::uint8_t, codec::opaque::kIdBytes> id{};
  if (!platform::random_bytes(secret) || !platform::random_bytes(id))
    return internal_error("the system's generator failed");
  if (const Result<store::KeyStore> in = folder(); in)
    if (const SealingKey* made = make_shared_key(*in, secret); made != nullptr) return made;
  return publish(g_own, make(id, secret));
}

const SealingKey* find_sealing_key(ByteView id) {
  const auto is_it = [&](const SealingKey* key) { return key != nullptr && std::ranges::equal(key->id, id); };
  if (const SealingKey* own = g_own.load(std::memory_order_acquire); is_it(own)) return own;
  const SealingKey* shared = known_shared();
  return is_it(shared) ? shared : nullptr;
}

}  // namespace cng::api
