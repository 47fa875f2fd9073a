// OpaqueTransport: a key of ncrypt with its name, policy and properties, for this account and no other.
#pragma once

#include <vector>

#include "codec/sealed_blob.h"
#include "core/wide_string.h"

namespace cng::codec::transport {

struct Property {
  WideText name;
  bool custom;
  ByteView value;
};

// What the container's text says. The views point into it.
struct Key {
  WideText algorithm, name;  // name: empty for a key without one
  std::uint32_t export_policy = 0, usage = 0, legacy_spec = 0;
  WideText blob_type;
  ByteView blob;
  std::vector<Property> properties;
};

// The container. bad_data, whatever is wrong with it.
Result<sealed::Blob> read(ByteReader& reader);

// The text. bad_data if a field is missing, there twice, or unknown.
Result<Key> parse(ByteView text);
void write(const Key& key, ByteWriter& writer);

}  // namespace cng::codec::transport
