#include "calls.h"

#include <algorithm>
#include <memory>

#include "support/properties.h"

namespace vectors {

using namespace cngtest;

void require(bool good, const std::string& reason) {
  if (!good) throw Wrong{reason};
}

void require_status(NTSTATUS seen, NTSTATUS wanted, const std::string& what) {
  require(seen == wanted, what + " gave " + status_name(seen) + ", not " + status_name(wanted));
}

void require_bytes(const Bytes& seen, const Bytes& wanted, const std::string& what) {
  require(seen == wanted, what + " gave " + to_hex(seen) + ", not " + to_hex(wanted));
}

NTSTATUS WINAPI close_provider(PVOID handle) { return BCryptCloseAlgorithmProvider(handle, 0); }

OpenedProvider open_provider(const Provider& provider) {
  BCRYPT_ALG_HANDLE raw = nullptr;
  require_status(BCryptOpenAlgorithmProvider(&raw, widen(provider.id).c_str(), nullptr, 0), STATUS_SUCCESS,
                 "opening " + provider.id);
  OpenedProvider out(raw);
  if (!provider.curve.empty())
    require_status(set_text(raw, BCRYPT_ECC_CURVE_NAME, provider.curve), STATUS_SUCCESS, "setting " + provider.curve);
  return out;
}

namespace {

std::unique_ptr<UCHAR[]> exact(const Bytes& bytes) {
  std::unique_ptr<UCHAR[]> out(new UCHAR[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), out.get());
  return out;
}

std::pair<NTSTATUS, AnyKey> made(NTSTATUS status, BCRYPT_KEY_HANDLE raw) {
  if (status != STATUS_SUCCESS) {
    require(raw == untouched(), "a refused call wrote the out-handle");
    return {status, AnyKey()};
  }
  require(raw != untouched(), "a successful call did not write the out-handle");
  return {status, AnyKey(raw)};
}

}  // namespace

std::pair<NTSTATUS, AnyKey> import(const OpenedProvider& provider, const std::string& type, const Bytes& blob,
                                   ULONG flags) {
  const std::unique_ptr<UCHAR[]> bytes = exact(blob);
  const WideText name = widen(type);
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status =
      is_symmetric(type)
          ? BCryptImportKey(provider.value, nullptr, name.c_str(), &raw, nullptr, 0, bytes.get(), len(blob), flags)
          : BCryptImportKeyPair(provider.value, nullptr, name.c_str(), &raw, bytes.get(), len(blob), flags);
  return made(status, raw);
}

std::pair<NTSTATUS, AnyKey> generate(const OpenedProvider& provider, const Bytes& secret, ULONG flags) {
  BCRYPT_KEY_HANDLE raw = untouched();
  const NTSTATUS status =
      BCryptGenerateSymmetricKey(provider.value, &raw, nullptr, 0, exact(secret).get(), len(secret), flags);
  return made(status, raw);
}

AnyKey import_key(const OpenedProvider& provider, const std::string& type, const Bytes& blob, ULONG flags) {
  auto [status, key] = import(provider, type, blob, flags);
  require_status(status, STATUS_SUCCESS, "importing the " + type);
  return std::move(key);
}

std::pair<NTSTATUS, Bytes> export_blob(const AnyKey& key, const std::string& type) {
  ULONG needed = 0;
  NTSTATUS status = BCryptExportKey(key.value, nullptr, widen(type).c_str(), nullptr, 0, &needed, 0);
  if (status != STATUS_SUCCESS) return {status, {}};
  MarkedBuffer buffer(needed);
  ULONG written = 0;
  status = BCryptExportKey(key.value, nullptr, widen(type).c_str(), buffer.data(), buffer.size(), &written, 0);
  if (status != STATUS_SUCCESS) return {status, {}};
  require(written == needed, "the size query and the export of the " + type + " disagree");
  require(buffer.untouched_from(written), "the export of the " + type + " wrote behind its size");
  return {status, buffer.first(written)};
}

Bytes exported(const AnyKey& key, const std::string& type) {
  auto [status, blob] = export_blob(key, type);
  require_status(status, STATUS_SUCCESS, "exporting the " + type);
  return blob;
}

void require_expected(const Vector& vector, NTSTATUS status, const std::string& what) {
  if (vector.expect == "unknown") {
    const NTSTATUS allowed[] = {STATUS_SUCCESS, STATUS_INVALID_PARAMETER, STATUS_NOT_SUPPORTED, NTE_BAD_DATA,
                                STATUS_INVALID_BUFFER_SIZE};
    require(std::find(std::begin(allowed), std::end(allowed), status) != std::end(allowed),
            what + " gave " + status_name(status));
    return;
  }
  if (vector.status) return require_status(status, *vector.status, what);
  require((status == STATUS_SUCCESS) == (vector.expect == "success"),
          what + " gave " + status_name(status) + "; " + vector.expect + " is expected");
}

std::string output(const Vector& vector, const char* name) {
  const auto found = vector.outputs.find(name);
  return found == vector.outputs.end() ? "" : found->second;
}

std::string input(const Vector& vector, const char* name) {
  const auto found = vector.inputs.find(name);
  require(found != vector.inputs.end(), std::string("the vector has no input ") + name);
  return found->second;
}

}  // namespace vectors
