#include "bench/internal.h"

#include <memory>
#include <stdexcept>

#include "provider/provider.h"

namespace cngbench {
namespace {

const cng::AlgorithmInfo& algorithm_of(const ImportCase& from) {
  return cng::algorithm(cng::find_pseudo_handle(reinterpret_cast<std::uintptr_t>(from.algorithm))->algorithm);
}

[[noreturn]] void refuse(const cng::Error& error) { throw std::runtime_error(error.reason); }

}  // namespace

InternalImport::InternalImport(const ImportCase& from)
    : from_(from),
      algorithm_(algorithm_of(from)),
      row_(*cng::codec::find(cng::wide(from.type), algorithm_.family)),
      curve_(algorithm_.curve == cng::CurveId::none ? nullptr : &cng::curve(algorithm_.curve)),
      validation_(from.flags == 0 ? cng::Validation::full : cng::Validation::none) {}

void InternalImport::run() const {
  cng::ByteReader reader(from_.blob);
  const cng::Result<cng::KeyParts> parts = row_.parse(reader, {&algorithm_, curve_, row_.half, row_.generic});
  if (!parts) refuse(parts.error());
  const std::unique_ptr<cng::Key> key = cng::Key::create(*parts, {&algorithm_, 0});
  if (const cng::Status checked = cng::provider::check(*key, validation_); !checked) refuse(checked.error());
}

}  // namespace cngbench
