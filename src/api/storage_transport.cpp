#include "api/storage_transport.h"

#include <algorithm>

#include "api/sealing_key.h"
#include "codec/opaque_transport.h"
#include "core/platform.h"
#include "provider/cipher.h"

namespace cng::api {
namespace {

using codec::sealed::kHeaderBytes;
using codec::sealed::kTagBytes;
using provider::Direction;

constexpr std::size_t kMostBytes = store::kMostRecordBytes;

store::Scope scope_of(const StorageKey& key) {
  return key.named == nullptr ? store::Scope::user : key.named->store.scope();
}

codec::transport::Key describe(const store::Record& record) {
  codec::transport::Key out;
  out.algorithm = record.algorithm;
  out.name = record.name;
  out.export_policy = record.export_policy;
  out.usage = record.usage;
  out.legacy_spec = record.legacy_spec;
  out.blob_type = record.blob_type;
  out.blob = record.blob.view(SecretAccess{});
  for (const store::Property& each : record.properties) out.properties.push_back({each.name, each.custom, each.value});
  return out;
}

store::Record to_record(const codec::transport::Key& key) {
  store::Record record;
  record.algorithm = key.algorithm;
  record.export_policy = key.export_policy;
  record.usage = key.usage;
  record.legacy_spec = key.legacy_spec;
  record.blob_type = key.blob_type;
  record.blob = SecretBytes(key.blob, SecretAccess{});
  for (const codec::transport::Property& each : key.properties)
    record.properties.push_back({each.name, each.custom, {each.value.begin(), each.value.end()}});
  return record;
}

Result<SecretBytes> seal(const codec::transport::Key& key, store::Scope scope) {
  const Result<SealingKey> sealing = transport_key(scope);
  if (!sealing) return sealing.error();
  std::uint8_t nonce[codec::sealed::kNonceBytes];
  if (!platform::random_bytes(nonce)) return internal_error("the system's generator failed");
  ByteWriter counter;
  codec::transport::write(key, counter);
  if (counter.written() > kMostBytes) return not_supported("the key and its properties are too long");
  SecretBytes blob(kHeaderBytes + counter.written() + kTagBytes);
  const ByteSpan bytes = blob.span(SecretAccess{});
  ByteWriter header(bytes.first(kHeaderBytes));
  codec::sealed::write_header({codec::sealed::kTransportMagic, 0, scope == store::Scope::machine,
                               static_cast<std::uint32_t>(counter.written()), 0, sealing->id, nonce},
                              header);
  const ByteSpan text = bytes.subspan(kHeaderBytes, counter.written());
  ByteWriter writer(text);
  codec::transport::write(key, writer);
  CNG_TRY(provider::cipher_aead(
      *sealing->key, {ChainMode::gcm, Direction::encrypt, nonce, bytes.first(kHeaderBytes), bytes.last(kTagBytes)},
      text, text));
  return blob;
}

Result<SecretBytes> open(const codec::sealed::Blob& blob) {
  const Result<SealingKey> sealing =
      find_transport_key(blob.flag ? store::Scope::machine : store::Scope::user, blob.key_id);
  if (!sealing) return sealing.error();
  SecretBytes text(blob.text.size());
  std::array<std::uint8_t, kTagBytes> tag{};
  std::copy(blob.tag.begin(), blob.tag.end(), tag.begin());
  const Status opened =
      provider::cipher_aead(*sealing->key, {ChainMode::gcm, Direction::decrypt, blob.nonce, blob.header, tag},
                            blob.text, text.span(SecretAccess{}));
  if (!opened && opened.error().code == Code::auth_tag_mismatch) return bad_data("the blob has been changed");
  if (!opened) return opened.error();
  return text;
}

}  // namespace

Result<SecretBytes> make_transport(StorageKey& key) {
  const Result<store::Record> record = [&] {
    const std::lock_guard guard(key.lock);
    return api::to_record(key);
  }();
  if (!record) return record.error();
  return seal(describe(*record), scope_of(key));
}

Result<Imported> import_transport(ByteView given, bool generic) {
  // A copy, which no other thread changes between the check of the tag and the use of the header.
  if (given.size() > kHeaderBytes + kMostBytes + kTagBytes) return bad_data("the blob is longer than that of any key");
  const SecretBytes blob(given, SecretAccess{});
  ByteReader reader(blob.view(SecretAccess{}));
  const Result<codec::sealed::Blob> sealed = codec::transport::read(reader);
  if (!sealed) return sealed.error();
  const Result<SecretBytes> text = open(*sealed);
  if (!text) return text.error();
  const Result<codec::transport::Key> key = codec::transport::parse(text->view(SecretAccess{}));
  if (!key) return key.error();
  Result<Imported> made = from_record(to_record(*key), generic);
  if (!made) return made;
  if (!key->name.empty()) made->name = key->name;
  made->policy_is_final = true;
  return made;
}

}  // namespace cng::api
