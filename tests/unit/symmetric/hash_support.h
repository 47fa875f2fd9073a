// Short forms of what the tests of hashes do.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>

#include "provider/hash.h"
#include "support.h"

namespace cng::test {

inline std::string once(const HashInfo& info, const provider::HashKey& key, const Bytes& data, std::size_t size) {
  Bytes out(size);
  EXPECT_EQ(told(provider::hash_once(info, key, data, out)), "ok");
  return to_hex(out);
}
inline std::string once(const HashInfo& info, const provider::HashKey& key, const Bytes& data) {
  return once(info, key, data, info.digest_bytes);
}

inline std::unique_ptr<provider::Hash> fresh(const HashInfo& info, const provider::HashKey& key) {
  auto made = provider::Hash::create(info, key);
  EXPECT_TRUE(made);
  return made ? std::move(*made) : nullptr;
}

inline void feed(provider::Hash& hash, const Bytes& data, std::size_t piece) {
  for (std::size_t at = 0; at < data.size(); at += piece)
    ASSERT_EQ(told(hash.update(ByteView(data).subspan(at, std::min(piece, data.size() - at)))), "ok");
}

inline std::string finish(provider::Hash& hash, std::size_t size) {
  Bytes out(size);
  EXPECT_EQ(told(hash.finish(out)), "ok");
  return to_hex(out);
}

inline std::string squeeze(provider::Hash& hash, std::size_t size) {
  Bytes out(size);
  EXPECT_EQ(told(hash.squeeze(out)), "ok");
  return to_hex(out);
}

}  // namespace cng::test
