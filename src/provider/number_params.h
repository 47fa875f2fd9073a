// OpenSSL's parameters for the numbers of a key. They are numbers in the machine's byte order, so the bytes are turned
// round into a buffer of our own: OpenSSL's parameter builder keeps them in memory that is not wiped.
#pragma once

#include <openssl/params.h>

#include <algorithm>
#include <bit>

#include "core/bytes.h"
#include "core/secret.h"

namespace cng::provider {

// Room for `Count` numbers of `Bytes` bytes together; wiped when it goes.
template <std::size_t Bytes, std::size_t Count>
class NumberParams {
 public:
  NumberParams() { params_[0] = OSSL_PARAM_construct_end(); }
  NumberParams(const NumberParams&) = delete;
  NumberParams& operator=(const NumberParams&) = delete;
  ~NumberParams() { wipe(bytes_, used_); }

  void add(const char* name, ByteView number) {
    std::uint8_t* to = bytes_ + used_;
    std::reverse_copy(number.begin(), number.end(), to);
    params_[count_++] = OSSL_PARAM_construct_BN(name, to, number.size());
    params_[count_] = OSSL_PARAM_construct_end();
    used_ += number.size();
  }
  OSSL_PARAM* get() { return params_; }

 private:
  std::uint8_t bytes_[Bytes];
  OSSL_PARAM params_[Count + 1];
  std::size_t used_ = 0;
  std::size_t count_ = 0;
};
static_assert(std::endian::native == std::endian::little);

}  // namespace cng::provider
