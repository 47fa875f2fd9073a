// BCryptEnumAlgorithms.
#include <cstdlib>
#include <cstring>
#include <vector>

#include "api/api.h"
#include "core/algorithm.h"

namespace cng::api {
namespace {

// BCRYPT_*_OPERATION: one bit for each interface, in the order of their numbers.
ULONG operation_of(Interface kind) { return ULONG{1} << (static_cast<unsigned>(kind) - 1); }

constexpr ULONG kAllOperations = 0xFF;

std::vector<const AlgorithmInfo*> matching(ULONG operations) {
  std::vector<const AlgorithmInfo*> rows;
  for (const AlgorithmInfo& row : all_algorithms())
    if (operations == 0 || (operations & operation_of(row.interface)) != 0) rows.push_back(&row);
  return rows;
}

}  // namespace

Status enum_algorithms(ULONG dwAlgOperations, ULONG* pAlgCount, BCRYPT_ALGORITHM_IDENTIFIER** ppAlgList,
                       ULONG dwFlags) {
  if (pAlgCount == nullptr || ppAlgList == nullptr) return invalid_parameter("pAlgCount or ppAlgList is NULL");
  if ((dwAlgOperations & ~kAllOperations) != 0) return invalid_parameter("unknown operation");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  const std::vector<const AlgorithmInfo*> rows = matching(dwAlgOperations);
  std::size_t size = rows.size() * sizeof(BCRYPT_ALGORITHM_IDENTIFIER);
  for (const AlgorithmInfo* row : rows) size += (row->name.size() + 1) * sizeof(Char16);
  // One block, the names behind the array: BCryptFreeBuffer frees it whole.
  auto* list = static_cast<BCRYPT_ALGORITHM_IDENTIFIER*>(std::malloc(size == 0 ? 1 : size));
  if (list == nullptr) return no_memory("out of memory");
  auto* text = reinterpret_cast<Char16*>(list + rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const WideView name = rows[i]->name;
    std::memcpy(text, name.data(), name.size() * sizeof(Char16));
    text[name.size()] = 0;
    list[i] = {text, static_cast<ULONG>(rows[i]->interface), 0};
    text += name.size() + 1;
  }
  *pAlgCount = static_cast<ULONG>(rows.size());
  *ppAlgList = list;
  return {};
}

}  // namespace cng::api
