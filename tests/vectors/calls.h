// The calls that running a vector is made of. Each throws Wrong with the reason when the library does not keep a rule.
#ifndef OPENCNG_TESTS_VECTORS_CALLS_H_
#define OPENCNG_TESTS_VECTORS_CALLS_H_

#include <utility>

#include "blob_names.h"
#include "support/handles.h"

namespace vectors {

// Wrong leaves a run with the reason. Nothing of the library sees it.
struct Wrong {
  std::string reason;
};

void require(bool good, const std::string& reason);
void require_status(NTSTATUS seen, NTSTATUS wanted, const std::string& what);
void require_bytes(const Bytes& seen, const Bytes& wanted, const std::string& what);

// A refusal must have the status that the vector names, if it names one.
void require_expected(const Vector& vector, NTSTATUS status, const std::string& what);

// output is empty when the vector has none of that name; an input must be there.
std::string output(const Vector& vector, const char* name);
std::string input(const Vector& vector, const char* name);

// Handle closes what it holds with no word about failures.
template <NTSTATUS(WINAPI* Close)(PVOID)>
struct Handle {
  Handle() = default;
  explicit Handle(PVOID raw) : value(raw) {}
  Handle(Handle&& other) noexcept : value(std::exchange(other.value, nullptr)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (value) Close(value);
  }
  PVOID value = nullptr;
};

NTSTATUS WINAPI close_provider(PVOID handle);
using OpenedProvider = Handle<close_provider>;
using AnyKey = Handle<BCryptDestroyKey>;
using AnySecret = Handle<BCryptDestroySecret>;

OpenedProvider open_provider(const Provider& provider);

// import and generate give the status and the key; they require that a refusal leaves the out-handle alone.
std::pair<NTSTATUS, AnyKey> import(const OpenedProvider& provider, const std::string& type, const Bytes& blob,
                                   ULONG flags);
std::pair<NTSTATUS, AnyKey> generate(const OpenedProvider& provider, const Bytes& secret, ULONG flags);
AnyKey import_key(const OpenedProvider& provider, const std::string& type, const Bytes& blob, ULONG flags);

// export_blob requires the two-call rule.
std::pair<NTSTATUS, Bytes> export_blob(const AnyKey& key, const std::string& type);
Bytes exported(const AnyKey& key, const std::string& type);

}  // namespace vectors

#endif  // OPENCNG_TESTS_VECTORS_CALLS_H_
