// An import without what is around it: no export, no handle, no names. The targets of the design are about this much.
#pragma once

#include "bench/blobs.h"
#include "codec/codec.h"
#include "core/key.h"

namespace cngbench {

// InternalImport parses, makes the key, checks it and destroys it.
class InternalImport {
 public:
  explicit InternalImport(const ImportCase& from);

  // Throws std::runtime_error if the key is refused.
  void run() const;

 private:
  const ImportCase& from_;
  const cng::AlgorithmInfo& algorithm_;
  const cng::codec::BlobCodec& row_;
  const cng::CurveInfo* curve_;
  cng::Validation validation_;
};

}  // namespace cngbench
