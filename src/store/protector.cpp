#include "store/protector.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/algorithm.h"
#include "core/cipher_key.h"
#include "core/platform.h"
#include "provider/cipher.h"
#include "provider/provider.h"
#include "store/system.h"

namespace cng::store {
namespace {

constexpr std::uint32_t kMasterMagic = 0x4D474E43;  // "CNGM"
constexpr std::uint32_t kMasterVersion = 1;
constexpr std::uint32_t kMostWrapped = 4096;

const HashInfo& sha256() { return *algorithm(AlgorithmId::sha256).hash; }

ByteView bytes_of(std::string_view text) { return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}; }

Status random(ByteSpan out) {
  if (!platform::random_bytes(out)) return internal_error("the system gives no random bytes");
  return {};
}

Status set_id(MasterKey& key) {
  return provider::hkdf(sha256(), key.bytes.view(SecretAccess{}), {}, bytes_of("OpenCNG store, id of a master key"),
                        key.id);
}

using BootId = std::array<std::uint8_t, 16>;

// What a record says of its boot: not the identifier itself, which would open it later.
Status set_boot_tag(const BootId& boot, std::array<std::uint8_t, 16>& tag) {
  return provider::hkdf(sha256(), boot, {}, bytes_of("OpenCNG store, tag of a boot"), tag);
}

Result<BootId> boot_of(const Record& record) { return record.per_boot ? system::boot_id() : BootId{}; }

// The key of one record: salted, and for a per-boot key bound to the boot.
Status record_key(const MasterKey& master, const Seal& seal, const BootId& boot, ByteSpan key) {
  constexpr std::string_view kUse = "OpenCNG store, key of a record";
  std::vector<std::uint8_t> info(kUse.begin(), kUse.end());
  info.insert(info.end(), boot.begin(), boot.end());
  return provider::hkdf(sha256(), master.bytes.view(SecretAccess{}), seal.salt, info, key);
}

Status run_gcm(provider::Direction direction, const MasterKey& master, const Seal& seal, const BootId& boot,
               ByteView authenticated, ByteSpan text, ByteSpan tag) {
  SecretArray<32> storage;
  const ByteSpan bytes = storage.span(SecretAccess{});
  CNG_TRY(record_key(master, seal, boot, bytes));
  const AlgorithmInfo& aes = algorithm(AlgorithmId::aes);
  const auto key = CipherKey::create(bytes, {&aes, 0}, ChainMode::gcm, 0);
  const provider::AeadOperation operation{ChainMode::gcm, direction, seal.nonce, authenticated, tag};
  return provider::cipher_aead(*key, operation, text, text);
}

}  // namespace

Result<MasterKey> make_master_key() {
  MasterKey key;
  key.protector = system::protector();
  key.bytes = SecretBytes(kMasterKeyBytes);
  CNG_TRY(random(key.bytes.span(SecretAccess{})));
  CNG_TRY(set_id(key));
  return key;
}

// u32 magic "CNGM", version, scope, protector; id[16]; u32 bytes of what follows; the key as the protector wraps it.
Result<SecretBytes> write_master_key(const MasterKey& key, Scope scope) {
  const Result<SecretBytes> wrapped = system::wrap(key.protector, scope, key.bytes.view(SecretAccess{}));
  if (!wrapped) return wrapped.error();
  SecretBytes file(5 * sizeof(std::uint32_t) + key.id.size() + wrapped->size());
  ByteWriter to(file.span(SecretAccess{}));
  for (const std::uint32_t number :
       {kMasterMagic, kMasterVersion, static_cast<std::uint32_t>(scope), static_cast<std::uint32_t>(key.protector)})
    to.u32(number);
  to.put(key.id);
  to.u32(static_cast<std::uint32_t>(wrapped->size()));
  to.put(wrapped->view(SecretAccess{}));
  return file;
}

Result<MasterKey> parse_master_key(ByteView file, Scope scope) {
  constexpr Error kDamaged = bad_data("the master key file is damaged");
  ByteReader from(file);
  std::uint32_t start[4], size = 0;
  ByteView id, wrapped;
  if (!from.u32s(start, {{"magic", "CNGM"}, {"version", ""}, {"scope", ""}, {"protector", ""}}) ||
      start[0] != kMasterMagic)
    return kDamaged;
  if (start[1] != kMasterVersion) return Error{Code::bad_version, "a master key file of another version"};
  if (start[2] != static_cast<std::uint32_t>(scope)) return bad_data("the master key file is of another store");
  if ((start[3] != 1 && start[3] != 2) || !from.take(std::tuple_size_v<decltype(MasterKey::id)>, id, "id", "") ||
      !from.u32(size, "size", "bytes") || size > kMostWrapped || !from.take(size, wrapped, "key", "") ||
      from.rest() != 0)
    return kDamaged;
  MasterKey key;
  key.protector = static_cast<Protector>(start[3]);
  Result<SecretBytes> bytes = system::unwrap(key.protector, scope, wrapped);
  if (!bytes) return bytes.error();
  if (bytes->size() != kMasterKeyBytes) return kDamaged;
  key.bytes = std::move(*bytes);
  CNG_TRY(set_id(key));
  if (!std::equal(id.begin(), id.end(), key.id.begin(), key.id.end())) return kDamaged;
  return key;
}

Result<SecretBytes> seal_record(const Record& record, Scope scope, const MasterKey& master) {
  const Result<BootId> boot = boot_of(record);
  if (!boot) return boot.error();
  Seal seal;
  seal.protector = master.protector;
  seal.master_id = master.id;
  CNG_TRY(random(seal.salt));
  CNG_TRY(random(seal.nonce));
  if (record.per_boot) CNG_TRY(set_boot_tag(*boot, seal.boot_tag));
  Result<RecordLayout> layout = lay_out_record(scope, seal, record, record.blob.view(SecretAccess{}));
  if (!layout) return layout.error();
  const ByteSpan file = layout->file.span(SecretAccess{});
  CNG_TRY(run_gcm(provider::Direction::encrypt, master, seal, *boot, file.first(layout->blob_at),
                  file.subspan(layout->blob_at, record.blob.size()), file.subspan(layout->tag_at)));
  return std::move(layout->file);
}

Status check_boot(const RecordFile& file) {
  if (!file.record.per_boot) return {};
  const Result<BootId> boot = system::boot_id();
  if (!boot) return boot.error();
  std::array<std::uint8_t, 16> tag{};
  CNG_TRY(set_boot_tag(*boot, tag));
  if (tag != file.seal.boot_tag) return bad_keyset("the key was for another boot of the machine");
  return {};
}

Result<Record> open_record(ByteView file, Scope scope, const MasterKey& master) {
  Result<RecordFile> parsed = parse_record(file);
  if (!parsed) return parsed.error();
  if (parsed->scope != scope) return bad_data("the record is of another store");
  if (parsed->seal.protector != master.protector || parsed->seal.master_id != master.id)
    return bad_data("the record was sealed under another master key");
  Record& record = parsed->record;
  const Result<BootId> boot = boot_of(record);
  if (!boot) return boot.error();
  CNG_TRY(check_boot(*parsed));
  record.blob = SecretBytes(parsed->encrypted, SecretAccess{});
  std::array<std::uint8_t, kTagBytes> tag{};
  std::copy(parsed->tag.begin(), parsed->tag.end(), tag.begin());
  const Status opened = run_gcm(provider::Direction::decrypt, master, parsed->seal, *boot, parsed->authenticated,
                                record.blob.span(SecretAccess{}), tag);
  if (!opened && opened.error().code == Code::auth_tag_mismatch) return bad_data("the record was changed");
  if (!opened) return opened.error();
  return std::move(record);
}

}  // namespace cng::store
