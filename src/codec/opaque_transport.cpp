// The container is that of sealed_blob.h, with algorithm and bits 0; the flag says that the sealing key is the
// machine's. Its text is a row of fields, each u32 tag, u32 bytes of the value, value:
//
//    1  name of the algorithm        UTF-16LE
//    2  name of the key              UTF-16LE; missing: none
//    3  export policy                u32
//    4  key usage                    u32
//    5  the key, a CNG blob
//    6  a property, any number of times: u32 custom (0 or 1), u32 bytes of its name, name (UTF-16LE), value
//    7  type of the blob             UTF-16LE
//    8  legacy key spec              u32
#include "codec/opaque_transport.h"

#include <utility>

namespace cng::codec::transport {
namespace {

constexpr std::size_t kMostUnits = 512;

enum Tag : std::uint32_t { kAlgorithm = 1, kName, kPolicy, kUsage, kBlob, kProperty, kBlobType, kLegacySpec };
constexpr std::uint32_t kNeeded =
    1U << kAlgorithm | 1U << kPolicy | 1U << kUsage | 1U << kBlob | 1U << kBlobType | 1U << kLegacySpec;

bool read_text(ByteView bytes, WideText& text) {
  if (bytes.size() % 2 != 0 || bytes.size() / 2 > kMostUnits) return false;
  text.resize(bytes.size() / 2);
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<Char16>(bytes[2 * i] | bytes[2 * i + 1] << 8);
  return text.find(Char16{0}) == WideText::npos;
}

bool read_number(ByteView bytes, std::uint32_t& number) {
  ByteReader reader(bytes);
  return bytes.size() == 4 && reader.u32(number, "number", "", FieldKind::number);
}

bool read_property(ByteView bytes, std::vector<Property>& properties) {
  ByteReader reader(bytes);
  std::uint32_t custom = 0, size = 0;
  ByteView name;
  Property property;
  if (!reader.u32(custom, "custom", "0 or 1", FieldKind::number) || custom > 1 ||
      !reader.u32(size, "cbName", "bytes of the name") || !reader.take(size, name, "name", "") ||
      !read_text(name, property.name) || !reader.take(reader.rest(), property.value, "value", ""))
    return false;
  property.custom = custom == 1;
  properties.push_back(std::move(property));
  return true;
}

bool read_field(std::uint32_t tag, ByteView value, Key& key) {
  switch (tag) {
    case kAlgorithm:
      return read_text(value, key.algorithm);
    case kName:
      return read_text(value, key.name);
    case kPolicy:
      return read_number(value, key.export_policy);
    case kUsage:
      return read_number(value, key.usage);
    case kBlob:
      key.blob = value;
      return true;
    case kProperty:
      return read_property(value, key.properties);
    case kBlobType:
      return read_text(value, key.blob_type);
    case kLegacySpec:
      return read_number(value, key.legacy_spec);
    default:
      return false;
  }
}

void put_units(WideView text, ByteWriter& writer) {
  for (const Char16 unit : text) {
    const auto value = static_cast<std::uint16_t>(unit);
    const std::uint8_t bytes[] = {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8)};
    writer.put(bytes);
  }
}

void put_start(Tag tag, std::size_t size, ByteWriter& writer) {
  writer.u32(tag);
  writer.u32(static_cast<std::uint32_t>(size));
}

void put_text(Tag tag, WideView text, ByteWriter& writer) {
  put_start(tag, 2 * text.size(), writer);
  put_units(text, writer);
}

void put_number(Tag tag, std::uint32_t number, ByteWriter& writer) {
  put_start(tag, 4, writer);
  writer.u32(number);
}

}  // namespace

Result<sealed::Blob> read(ByteReader& reader) {
  const Result<sealed::Blob> blob = sealed::read(reader, sealed::kTransportMagic);
  if (!blob) return bad_data(blob.error().reason);
  if (blob->algorithm != 0 || blob->bits != 0)
    return bad_data("a field of the header has a value that version 1 does not know");
  return blob;
}

Result<Key> parse(ByteView text) {
  ByteReader reader(text);
  Key key;
  std::uint32_t seen = 0;
  while (reader.rest() != 0) {
    std::uint32_t tag = 0, size = 0;
    ByteView value;
    if (!reader.u32(tag, "tag", "", FieldKind::number) || !reader.u32(size, "size", "bytes of the value") ||
        !reader.take(size, value, "value", "", FieldKind::secret_bytes) || !read_field(tag, value, key))
      return bad_data("a field of the key is damaged or not known");
    if (tag != kProperty && (seen & 1U << tag) != 0) return bad_data("a field of the key is there twice");
    seen |= 1U << tag;
  }
  if ((seen & kNeeded) != kNeeded) return bad_data("a field of the key is missing");
  return key;
}

void write(const Key& key, ByteWriter& writer) {
  put_text(kAlgorithm, key.algorithm, writer);
  if (!key.name.empty()) put_text(kName, key.name, writer);
  put_number(kPolicy, key.export_policy, writer);
  put_number(kUsage, key.usage, writer);
  put_number(kLegacySpec, key.legacy_spec, writer);
  put_text(kBlobType, key.blob_type, writer);
  put_start(kBlob, key.blob.size(), writer);
  writer.put(key.blob);
  for (const Property& property : key.properties) {
    put_start(kProperty, 8 + 2 * property.name.size() + property.value.size(), writer);
    writer.u32(property.custom ? 1 : 0);
    writer.u32(static_cast<std::uint32_t>(2 * property.name.size()));
    put_units(property.name, writer);
    writer.put(property.value);
  }
}

}  // namespace cng::codec::transport
