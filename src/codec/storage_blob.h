// CipherKeyBlob and KDFKeyBlob: the blobs of ncrypt that name their algorithm.
#pragma once

#include <cstdint>

#include "core/bytes.h"
#include "core/result.h"
#include "core/wide_string.h"

namespace cng::codec {

constexpr std::uint32_t kCipherKeyMagic = 0x52485043;  // CPHR
constexpr std::uint32_t kKdfKeyMagic = 0x3146444B;     // KDF1

struct StorageBlob {
  WideText algorithm;
  ByteView key_data;  // a KeyDataBlob, in the reader's bytes
};

// bad_data: lengths that do not add up; invalid_parameter: another magic.
Result<StorageBlob> parse_storage_blob(ByteReader& reader, std::uint32_t magic);
void write_storage_blob(std::uint32_t magic, WideView algorithm, ByteView key_data, ByteWriter& writer);

}  // namespace cng::codec
