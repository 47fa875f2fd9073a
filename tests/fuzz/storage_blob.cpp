// CipherKeyBlob and KDFKeyBlob: what parses comes out of the writer as it went in.
#include "codec/storage_blob.h"

#include <algorithm>
#include <vector>

#include "blob_property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cng;
  const ByteView input(data, size);
  for (const std::uint32_t magic : {codec::kCipherKeyMagic, codec::kKdfKeyMagic}) {
    ByteReader reader(input);
    const Result<codec::StorageBlob> blob = codec::parse_storage_blob(reader, magic);
    if (!blob) {
      fuzz::require(blob.error().code == Code::bad_data || blob.error().code == Code::invalid_parameter);
      continue;
    }
    std::vector<std::uint8_t> out(size);
    ByteWriter writer(out);
    codec::write_storage_blob(magic, blob->algorithm, blob->key_data, writer);
    fuzz::require(!writer.overflowed() && writer.written() == size);
    fuzz::require(std::equal(out.begin(), out.end(), input.begin()));
  }
  return 0;
}
