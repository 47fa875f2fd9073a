// OpaqueTransport: the container is as long as its parts, and a text that parses comes out of the writer as a text that
// says the same.
#include "codec/opaque_transport.h"

#include <algorithm>
#include <vector>

#include "blob_property.h"

namespace {

using namespace cng;
using codec::transport::Key;
using codec::transport::Property;

void open(ByteView input) {
  fuzz::TouchingLog log;
  ByteReader reader(input, &log);
  const auto blob = codec::transport::read(reader);
  if (blob) {
    fuzz::require(blob->header.size() + blob->text.size() + blob->tag.size() == input.size());
  } else {
    fuzz::require(blob.error().code == Code::bad_data);
  }
}

bool same(const Property& a, const Property& b) {
  return a.name == b.name && a.custom == b.custom && std::ranges::equal(a.value, b.value);
}

bool same(const Key& a, const Key& b) {
  return a.algorithm == b.algorithm && a.name == b.name && a.export_policy == b.export_policy && a.usage == b.usage &&
         a.legacy_spec == b.legacy_spec && a.blob_type == b.blob_type && std::ranges::equal(a.blob, b.blob) &&
         std::ranges::equal(a.properties, b.properties,
                            [](const Property& left, const Property& right) { return same(left, right); });
}

void round_trip(ByteView text) {
  const Result<Key> key = codec::transport::parse(text);
  if (!key) return fuzz::require(key.error().code == Code::bad_data);
  ByteWriter counter;
  codec::transport::write(*key, counter);
  fuzz::require(counter.written() <= text.size());
  std::vector<std::uint8_t> out(counter.written());
  ByteWriter writer(out);
  codec::transport::write(*key, writer);
  fuzz::require(!writer.overflowed() && writer.written() == out.size());
  const Result<Key> again = codec::transport::parse(out);
  fuzz::require(static_cast<bool>(again) && same(*key, *again));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  open({data, size});
  round_trip({data, size});
  return 0;
}
