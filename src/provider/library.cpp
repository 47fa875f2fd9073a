#include "provider/library.h"

#include <openssl/core_names.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include <atomic>
#include <mutex>

#include "core/thread_block.h"
#include "provider/ossl_error.h"
#include "provider/ossl_ptr.h"
#include "provider/provider.h"
#include "provider/seed.h"

namespace cng::provider {
namespace {

constinit std::atomic<OSSL_LIB_CTX*> g_library{nullptr};

// One place for each row of the algorithm table.
constexpr std::size_t kMostAlgorithms = 64;
constinit std::atomic<EVP_MD*> g_digests[kMostAlgorithms] = {};

// Leaked on purpose: no destructor runs at unloading.
std::mutex& making() {
  static auto* lock = new std::mutex;
  return *lock;
}

// A static libcrypto on Windows is told of no thread's end: what it keeps for a thread is freed here.
void leave_thread() {
  if (OSSL_LIB_CTX* context = g_library.load(std::memory_order_acquire); context != nullptr)
    OPENSSL_thread_stop_ex(context);
  OPENSSL_thread_stop();
}

Result<OSSL_LIB_CTX*> make() {
  if (OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr) != 1)
    return ossl_failed("OpenSSL cannot be initialised");
  LibCtxPtr context(OSSL_LIB_CTX_new());
  if (!context) return ossl_failed("no memory for an OpenSSL library context");
  if (!use_own_seed_source(context.get())) return ossl_failed("the seed source cannot be set");
  OSSL_PROVIDER* const provider = OSSL_PROVIDER_load(context.get(), "default");
  if (provider == nullptr) return ossl_failed("OpenSSL's default provider is missing");
  // What an import has checked is not tried out again, which would cost a random encapsulation each.
  if (OSSL_PROVIDER_add_conf_parameter(provider, OSSL_PKEY_PARAM_ML_KEM_IMPORT_PCT_TYPE, "none") != 1)
    return ossl_failed("OpenSSL's default provider takes no parameter");
  if (OSSL_PROVIDER_load(context.get(), "legacy") == nullptr)
    return ossl_failed("OpenSSL's legacy provider is missing");
  on_thread_exit(leave_thread);
  return context.release();
}

}  // namespace

Result<OSSL_LIB_CTX*> library() {
  thread_block();  // only a thread that has one runs the exit hook
  if (OSSL_LIB_CTX* made = g_library.load(std::memory_order_acquire); made != nullptr) [[likely]]
    return made;
  const std::lock_guard hold(making());
  if (OSSL_LIB_CTX* made = g_library.load(std::memory_order_acquire); made != nullptr) return made;
  const Result<OSSL_LIB_CTX*> made = make();
  if (made) g_library.store(*made, std::memory_order_release);
  return made;
}

Result<const EVP_MD*> fetch_digest(const HashInfo& hash) {
  std::size_t row = 0;
  const std::span<const AlgorithmInfo> rows = all_algorithms();
  while (row < rows.size() && rows[row].hash != &hash) ++row;
  if (row >= rows.size() || row >= kMostAlgorithms) return internal_error("a hash that is not in the table");
  const Result<OSSL_LIB_CTX*> context = library();
  if (!context) return context.error();
  if (const EVP_MD* known = g_digests[row].load(std::memory_order_acquire); known != nullptr) return known;

  MdPtr fetched(EVP_MD_fetch(*context, hash.provider_name, nullptr));
  if (!fetched) return ossl_failed("OpenSSL does not have this hash");
  EVP_MD* expected = nullptr;
  if (g_digests[row].compare_exchange_strong(expected, fetched.get(), std::memory_order_acq_rel))
    return static_cast<const EVP_MD*>(fetched.release());
  return static_cast<const EVP_MD*>(expected);
}

const char* openssl_version() { return OpenSSL_version(OPENSSL_VERSION_STRING); }

}  // namespace cng::provider
