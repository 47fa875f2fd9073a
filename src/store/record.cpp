// The file of a record, little-endian, without padding:
//   u32 magic "CNGK", version, scope, protector
//   u32 flags (1: per boot), export policy, usage, key type, legacy spec, modified low, modified high
//   u32 units of the name, units of the algorithm, units of the blob's type, properties, bytes of the blob
//   id[16] master id[16] boot tag[16] salt[32] nonce[12]
//   name, algorithm, blob's type                                    UTF-16LE
//   for each property: u32 units of its name, custom (0 or 1), bytes of its value; name, value
//   the encrypted blob, tag[16]
// All before the encrypted blob is authenticated. Nothing may follow the tag.
#include "store/record.h"

#include <algorithm>
#include <utility>

namespace cng::store {
namespace {

constexpr std::uint32_t kMagic = 0x4B474E43;
constexpr std::uint32_t kVersion = 1;
constexpr std::uint32_t kPerBoot = 1;
constexpr std::uint32_t kMostUnits = kMostNameUnits;

constexpr Error kShort = bad_data("the record is shorter than it says");

struct Counts {
  std::uint32_t name, algorithm, blob_type, properties, blob;
};

void put_text(ByteWriter& to, WideView text) {
  for (const Char16 unit : text) {
    const auto value = static_cast<std::uint16_t>(unit);
    const std::uint8_t bytes[] = {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8)};
    to.put(bytes);
  }
}

bool take_text(ByteReader& from, std::uint32_t units, WideText& text, const char* name) {
  ByteView bytes;
  if (units > kMostUnits || !from.take(std::size_t{2} * units, bytes, name, "UTF-16LE")) return false;
  text.resize(units);
  for (std::size_t i = 0; i < units; ++i) text[i] = static_cast<Char16>(bytes[2 * i] | bytes[2 * i + 1] << 8);
  return true;
}

template <std::size_t N>
bool take_array(ByteReader& from, std::array<std::uint8_t, N>& array, const char* name) {
  ByteView bytes;
  if (!from.take(N, bytes, name, "")) return false;
  std::copy(bytes.begin(), bytes.end(), array.begin());
  return true;
}

Status take_start(ByteReader& from, RecordFile& out) {
  std::uint32_t start[2], what[2];
  if (!from.u32s(start, {{"magic", "CNGK", FieldKind::magic}, {"version", "of the format", FieldKind::number}}))
    return kShort;
  if (start[0] != kMagic) return bad_data("not a record of the key store");
  if (start[1] != kVersion) return Error{Code::bad_version, "a record of another version"};
  if (!from.u32s(what, {{"scope", "1 user, 2 machine", FieldKind::number},
                        {"protector", "1 master key, 2 DPAPI", FieldKind::number}}))
    return kShort;
  if (what[0] != 1 && what[0] != 2) return bad_data("the record's scope is neither user nor machine");
  if (what[1] != 1 && what[1] != 2) return bad_data("the record's protector is not known");
  out.scope = static_cast<Scope>(what[0]);
  out.seal.protector = static_cast<Protector>(what[1]);
  return {};
}

Status take_numbers(ByteReader& from, Record& record) {
  std::uint32_t numbers[7];
  if (!from.u32s(numbers, {{"flags", "1 per boot", FieldKind::number},
                           {"export policy", "", FieldKind::number},
                           {"usage", "", FieldKind::number},
                           {"key type", "", FieldKind::number},
                           {"legacy spec", "", FieldKind::number},
                           {"modified", "low half of a FILETIME", FieldKind::number},
                           {"modified", "high half of a FILETIME", FieldKind::number}}))
    return kShort;
  if ((numbers[0] & ~kPerBoot) != 0) return bad_data("the record has unknown flags");
  record.per_boot = numbers[0] != 0;
  record.export_policy = numbers[1];
  record.usage = numbers[2];
  record.key_type = numbers[3];
  record.legacy_spec = numbers[4];
  record.modified = numbers[5] | std::uint64_t{numbers[6]} << 32;
  return {};
}

Status take_counts(ByteReader& from, Counts& counts) {
  std::uint32_t numbers[5];
  if (!from.u32s(numbers, {{"name", "units"},
                           {"algorithm", "units"},
                           {"blob type", "units"},
                           {"properties", "how many"},
                           {"blob", "bytes"}}))
    return kShort;
  counts = {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
  return {};
}

bool take_seal(ByteReader& from, Record& record, Seal& seal) {
  return take_array(from, record.id, "id") && take_array(from, seal.master_id, "master id") &&
         take_array(from, seal.boot_tag, "boot tag") && take_array(from, seal.salt, "salt") &&
         take_array(from, seal.nonce, "nonce");
}

// `count` is not believed: a property that is not there ends the loop, and nothing is reserved for it.
Status take_properties(ByteReader& from, std::uint32_t count, std::vector<Property>& properties) {
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t sizes[3];
    ByteView value;
    Property property;
    if (!from.u32s(sizes,
                   {{"property", "units of its name"}, {"custom", "0 or 1", FieldKind::number}, {"value", "bytes"}}) ||
        !take_text(from, sizes[0], property.name, "property") || !from.take(sizes[2], value, "value", ""))
      return kShort;
    if (sizes[1] > 1) return bad_data("the record has a property of an unknown kind");
    property.custom = sizes[1] == 1;
    property.value.assign(value.begin(), value.end());
    properties.push_back(std::move(property));
  }
  return {};
}

void write(ByteWriter& to, Scope scope, const Seal& seal, const Record& record, std::size_t blob_bytes) {
  const auto u32 = [&](std::size_t value) { to.u32(static_cast<std::uint32_t>(value)); };
  for (const std::uint32_t number :
       {kMagic, kVersion, static_cast<std::uint32_t>(scope), static_cast<std::uint32_t>(seal.protector),
        record.per_boot ? kPerBoot : 0, record.export_policy, record.usage, record.key_type, record.legacy_spec,
        static_cast<std::uint32_t>(record.modified), static_cast<std::uint32_t>(record.modified >> 32)})
    to.u32(number);
  for (const std::size_t count :
       {record.name.size(), record.algorithm.size(), record.blob_type.size(), record.properties.size(), blob_bytes})
    u32(count);
  to.put(record.id);
  to.put(seal.master_id);
  to.put(seal.boot_tag);
  to.put(seal.salt);
  to.put(seal.nonce);
  put_text(to, record.name);
  put_text(to, record.algorithm);
  put_text(to, record.blob_type);
  for (const Property& property : record.properties) {
    u32(property.name.size());
    u32(property.custom ? 1 : 0);
    u32(property.value.size());
    put_text(to, property.name);
    to.put(property.value);
  }
}

bool texts_fit(const Record& record) {
  if (record.algorithm.size() > kMostUnits || record.blob_type.size() > kMostUnits) return false;
  return std::all_of(record.properties.begin(), record.properties.end(),
                     [](const Property& property) { return property.name.size() <= kMostUnits; });
}

}  // namespace

Result<RecordFile> parse_record(ByteView file) {
  if (file.size() > kMostRecordBytes) return bad_data("the record is longer than 1 MiB");
  ByteReader from(file);
  Result<RecordFile> parsed(std::in_place);
  RecordFile& out = *parsed;
  Counts counts{};
  CNG_TRY(take_start(from, out));
  CNG_TRY(take_numbers(from, out.record));
  CNG_TRY(take_counts(from, counts));
  if (!take_seal(from, out.record, out.seal)) return kShort;
  if (!take_text(from, counts.name, out.record.name, "name") ||
      !take_text(from, counts.algorithm, out.record.algorithm, "algorithm") ||
      !take_text(from, counts.blob_type, out.record.blob_type, "blob type"))
    return kShort;
  CNG_TRY(take_properties(from, counts.properties, out.record.properties));
  out.authenticated = file.first(file.size() - from.rest());
  if (!from.take(counts.blob, out.encrypted, "blob", "encrypted") || !from.take(kTagBytes, out.tag, "tag", ""))
    return kShort;
  if (from.rest() != 0) return bad_data("the record is longer than it says");
  return parsed;
}

Result<RecordLayout> lay_out_record(Scope scope, const Seal& seal, const Record& record, ByteView blob) {
  if (!texts_fit(record)) return invalid_parameter("a name in the record is too long");
  ByteWriter measure;
  write(measure, scope, seal, record, blob.size());
  RecordLayout layout;
  layout.blob_at = measure.written();
  layout.tag_at = layout.blob_at + blob.size();
  const std::size_t size = layout.tag_at + kTagBytes;
  if (size > kMostRecordBytes) return Error{Code::storage_full, "the record is longer than 1 MiB"};
  layout.file = SecretBytes(size);
  ByteWriter to(layout.file.span(SecretAccess{}));
  write(to, scope, seal, record, blob.size());
  to.put(blob);
  return layout;
}

}  // namespace cng::store
