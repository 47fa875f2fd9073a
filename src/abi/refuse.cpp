#include "abi/guard.h"

namespace cng::abi {

std::int32_t refuse(const char* function, std::int32_t status) noexcept {
  const platform::KeepLastError keep;
  if (trace::wanted(function, true)) [[unlikely]]
    trace::write({function}, Error{Code::not_implemented, "this function is not implemented"},
                 static_cast<std::uint32_t>(status));
  return status;
}

}  // namespace cng::abi
