// The seed source "CNG-SEED": a provider of one random generator, which hands out the system's bytes.
#include <openssl/core_dispatch.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/provider.h>
#include <openssl/rand.h>

#include <atomic>

#include "core/platform.h"
#include "provider/seed.h"

namespace cng::provider {
namespace {

constexpr unsigned kStrength = 1024;
constexpr std::size_t kMostRequest = 128;

constinit std::atomic<std::uint32_t> g_calls{0};

struct Source {
  int state = EVP_RAND_STATE_UNINITIALISED;
};

bool draw(unsigned char* out, std::size_t size) {
  g_calls.fetch_add(1, std::memory_order_relaxed);
  return platform::random_bytes({out, size});
}

void* new_context(void*, void* parent, const OSSL_DISPATCH*) {
  return parent != nullptr ? nullptr : new (std::nothrow) Source;
}

void free_context(void* source) { delete static_cast<Source*>(source); }

int instantiate(void* source, unsigned int, int, const unsigned char*, std::size_t, const OSSL_PARAM[]) {
  static_cast<Source*>(source)->state = EVP_RAND_STATE_READY;
  return 1;
}

int uninstantiate(void* source) {
  static_cast<Source*>(source)->state = EVP_RAND_STATE_UNINITIALISED;
  return 1;
}

int generate(void*, unsigned char* out, std::size_t size, unsigned int, int, const unsigned char*, std::size_t) {
  return draw(out, size) ? 1 : 0;
}

// The system's generator needs no lock of ours.
int enable_locking(void*) { return 1; }
int lock(void*) { return 1; }
void unlock(void*) {}

const OSSL_PARAM* gettable_params(void*, void*) {
  static const OSSL_PARAM known[] = {OSSL_PARAM_int(OSSL_RAND_PARAM_STATE, nullptr),
                                     OSSL_PARAM_uint(OSSL_RAND_PARAM_STRENGTH, nullptr),
                                     OSSL_PARAM_size_t(OSSL_RAND_PARAM_MAX_REQUEST, nullptr), OSSL_PARAM_END};
  return known;
}

int get_params(void* source, OSSL_PARAM params[]) {
  OSSL_PARAM* state = OSSL_PARAM_locate(params, OSSL_RAND_PARAM_STATE);
  OSSL_PARAM* strength = OSSL_PARAM_locate(params, OSSL_RAND_PARAM_STRENGTH);
  OSSL_PARAM* most = OSSL_PARAM_locate(params, OSSL_RAND_PARAM_MAX_REQUEST);
  const bool set = (state == nullptr || OSSL_PARAM_set_int(state, static_cast<Source*>(source)->state) == 1) &&
                   (strength == nullptr || OSSL_PARAM_set_uint(strength, kStrength) == 1) &&
                   (most == nullptr || OSSL_PARAM_set_size_t(most, kMostRequest) == 1);
  return set ? 1 : 0;
}

int verify_zeroization(void*) { return 1; }

std::size_t get_seed(void*, unsigned char** out, int entropy_bits, std::size_t least, std::size_t most, int,
                     const unsigned char*, std::size_t) {
  std::size_t size = entropy_bits > 0 ? (static_cast<std::size_t>(entropy_bits) + 7) / 8 : 0;
  if (size < least) size = least;
  if (size > most) return 0;
  auto* seed = static_cast<unsigned char*>(OPENSSL_secure_malloc(size));
  if (seed == nullptr) return 0;
  if (!draw(seed, size)) {
    OPENSSL_secure_clear_free(seed, size);
    return 0;
  }
  *out = seed;
  return size;
}

void clear_seed(void*, unsigned char* seed, std::size_t size) { OPENSSL_secure_clear_free(seed, size); }

// OpenSSL's tables hold functions of every signature as void (*)(void); it casts them back by their number.
template <class F>
constexpr OSSL_DISPATCH entry(int id, F* function) {
  return {id, reinterpret_cast<void (*)(void)>(function)};
}

const OSSL_DISPATCH kFunctions[] = {entry(OSSL_FUNC_RAND_NEWCTX, new_context),
                                    entry(OSSL_FUNC_RAND_FREECTX, free_context),
                                    entry(OSSL_FUNC_RAND_INSTANTIATE, instantiate),
                                    entry(OSSL_FUNC_RAND_UNINSTANTIATE, uninstantiate),
                                    entry(OSSL_FUNC_RAND_GENERATE, generate),
                                    entry(OSSL_FUNC_RAND_ENABLE_LOCKING, enable_locking),
                                    entry(OSSL_FUNC_RAND_LOCK, lock),
                                    entry(OSSL_FUNC_RAND_UNLOCK, unlock),
                                    entry(OSSL_FUNC_RAND_GETTABLE_CTX_PARAMS, gettable_params),
                                    entry(OSSL_FUNC_RAND_GET_CTX_PARAMS, get_params),
                                    entry(OSSL_FUNC_RAND_VERIFY_ZEROIZATION, verify_zeroization),
                                    entry(OSSL_FUNC_RAND_GET_SEED, get_seed),
                                    entry(OSSL_FUNC_RAND_CLEAR_SEED, clear_seed),
                                    OSSL_DISPATCH_END};

const OSSL_ALGORITHM kAlgorithms[] = {{"CNG-SEED", "provider=cng-seed", kFunctions, "the system's generator"},
                                      {nullptr, nullptr, nullptr, nullptr}};

const OSSL_ALGORITHM* query(void*, int operation, int* no_cache) {
  *no_cache = 0;
  return operation == OSSL_OP_RAND ? kAlgorithms : nullptr;
}

const OSSL_DISPATCH kProvider[] = {entry(OSSL_FUNC_PROVIDER_QUERY_OPERATION, query), OSSL_DISPATCH_END};

int init(const OSSL_CORE_HANDLE* handle, const OSSL_DISPATCH*, const OSSL_DISPATCH** out, void** provider) {
  *out = kProvider;
  *provider = const_cast<OSSL_CORE_HANDLE*>(handle);
  return 1;
}

}  // namespace

bool use_own_seed_source(OSSL_LIB_CTX* context) {
  return OSSL_PROVIDER_add_builtin(context, "cng-seed", init) == 1 &&
         OSSL_PROVIDER_load(context, "cng-seed") != nullptr &&
         RAND_set_seed_source_type(context, "CNG-SEED", nullptr) == 1;
}

// For import_stubs_win.c.
extern "C" int cng_system_random(void* out, std::size_t size) {
  return platform::random_bytes({static_cast<std::uint8_t*>(out), size}) ? 1 : 0;
}

std::uint32_t seed_calls() { return g_calls.load(std::memory_order_relaxed); }

}  // namespace cng::provider
