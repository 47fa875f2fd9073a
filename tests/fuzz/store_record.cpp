// A record of the key store that parses is laid out to the same bytes again, tag aside: the format has no second form.
#include <cstdlib>
#include <cstring>

#include "store/protector.h"
#include "store/record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cng;
  using namespace cng::store;
  const ByteView file(data, size);
  (void)parse_master_key(file, Scope::user);
  const Result<RecordFile> parsed = parse_record(file);
  if (!parsed) return 0;
  const Result<RecordLayout> layout = lay_out_record(parsed->scope, parsed->seal, parsed->record, parsed->encrypted);
  if (!layout || layout->file.size() != size || layout->tag_at != size - kTagBytes ||
      std::memcmp(layout->file.view(SecretAccess{}).data(), data, layout->tag_at) != 0)
    std::abort();
  return 0;
}
