// Ours beside the builtin bcrypt.dll, both in one process under Wine. Both sides work in turn for 2 ms each, and the
// ratio of each pair counts; bench/wine.sh runs this in several processes.
//
//   wine_compare compare OURS.dll   OURS.dll under another name than bcrypt.dll, or Wine takes it for the same module
//   wine_compare load FILE.dll      prints how long loading it takes: elapsed, and CPU time, in microseconds
//   wine_compare clock              says which clock the comparison has
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/calls.h"

namespace {

using namespace cngbench;

constexpr int kRounds = 21;
constexpr double kBatchSeconds = 0.002;

double elapsed() {
  static const double frequency = [] {
    LARGE_INTEGER ticks;
    QueryPerformanceFrequency(&ticks);
    return static_cast<double>(ticks.QuadPart);
  }();
  LARGE_INTEGER ticks;
  QueryPerformanceCounter(&ticks);
  return static_cast<double>(ticks.QuadPart) / frequency;
}

// The CPU time of this thread from Linux itself: what Wine offers has steps of 10 ms, and elapsed time is worth little
// on a busy machine. Negative if this is not Wine on x86-64 Linux, or it does not let the call through.
double thread_cpu() {
#ifdef __x86_64__
  static const bool wine = GetProcAddress(GetModuleHandleA("ntdll.dll"), "wine_get_version") != nullptr;
  if (!wine) return -1;
  constexpr long kClockGettime = 228;
  constexpr long kThreadCpuTime = 3;
  struct {
    long long seconds, nanoseconds;
  } time = {-1, 0};
  long long result = kClockGettime;
  asm volatile("syscall" : "+a"(result) : "D"(kThreadCpuTime), "S"(&time) : "rcx", "r11", "memory");
  if (result == 0 && time.seconds >= 0)
    return static_cast<double>(time.seconds) + static_cast<double>(time.nanoseconds) * 1e-9;
#endif
  return -1;
}

double now() {
  static const bool has_cpu_clock = thread_cpu() >= 0;
  return has_cpu_clock ? thread_cpu() : elapsed();
}

// Module is one of the two DLLs, and an algorithm provider of it for each algorithm that is asked for.
class Module {
 public:
  explicit Module(const char* file) : module_(LoadLibraryA(file)) {
    if (module_ == nullptr) throw std::runtime_error(std::string("cannot load ") + file);
    find("BCryptOpenAlgorithmProvider", open_);
    find("BCryptImportKeyPair", calls_.import_key_pair);
    find("BCryptImportKey", calls_.import_key);
    find("BCryptExportKey", calls_.export_key);
    find("BCryptDestroyKey", calls_.destroy_key);
    find("BCryptSignHash", calls_.sign_hash);
    find("BCryptVerifySignature", calls_.verify_signature);
  }

  bool is_ours() const { return GetProcAddress(module_, "OpenCngVersion") != nullptr; }
  const Calls& calls() const { return calls_; }
  BCRYPT_ALG_HANDLE open(const ImportCase& from) const {
    BCRYPT_ALG_HANDLE algorithm = nullptr;
    must(open_(&algorithm, from.algorithm_name, nullptr, 0), "BCryptOpenAlgorithmProvider");
    return algorithm;  // closed by the end of the process
  }

 private:
  template <class Function>
  void find(const char* name, Function& function) {
    const FARPROC found = GetProcAddress(module_, name);
    if (found == nullptr) throw std::runtime_error(std::string("no export ") + name);
    std::memcpy(&function, &found, sizeof function);
  }

  HMODULE module_;
  decltype(&BCryptOpenAlgorithmProvider) open_ = nullptr;
  Calls calls_{};
};

using Work = std::function<void()>;

Work import_work(const Module& module, const ImportCase& from) {
  return [&module, &from, algorithm = module.open(from)] { const Key key(module.calls(), from, algorithm); };
}

Work secret_work(const Module& module, const ImportCase& from) {
  return [&module, &from, algorithm = module.open(from)] { const SymmetricKey key(module.calls(), from, algorithm); };
}

Work export_work(const Module& module, const ImportCase& from) {
  const auto key = std::make_shared<Key>(module.calls(), from, module.open(from));
  const auto out = std::make_shared<Bytes>(from.blob.size());
  return [&module, &from, key, out] { export_key(module.calls(), key->handle(), from.type, *out); };
}

Work sign_work(const Module& module, const ImportCase& from) {
  const auto signer = std::make_shared<Signer>(module.calls(), from);
  return [&module, &from, signer, algorithm = module.open(from)] {
    const Key key(module.calls(), from, algorithm);
    signer->sign(key.handle());
  };
}

Work verify_work(const Module& module, const ImportCase& from) {
  const ImportCase& signing = import_case(std::string_view(from.name) == "RsaPublic" ? "RsaFull" : "EcPrivateP256");
  const auto signer = std::make_shared<Signer>(module.calls(), signing);
  const Key key(module.calls(), signing, module.open(signing));
  signer->sign(key.handle());
  return [&module, &from, signer, algorithm = module.open(from)] {
    const Key imported(module.calls(), from, algorithm);
    signer->verify(imported.handle());
  };
}

struct Case {
  const char* key;
  const char* operation;
  Work (*make)(const Module& module, const ImportCase& from);
};
constexpr Case kCases[] = {
    {"RsaPublic", "import", import_work},
    {"RsaPrivate", "import", import_work},
    {"RsaFull", "import", import_work},
    {"EcPublicP256", "import", import_work},
    {"EcPrivateP256", "import", import_work},
    {"EcUncheckedP256", "import", import_work},
    {"EcScalarP256", "import", import_work},
    {"EcPublicP384", "import", import_work},
    {"AesKeyData", "import", secret_work},
    {"RsaPublic", "export", export_work},
    {"RsaPrivate", "export", export_work},
    {"RsaFull", "export", export_work},
    {"EcPublicP256", "export", export_work},
    {"EcPrivateP256", "export", export_work},
    {"RsaFull", "import+sign", sign_work},
    {"RsaPrivate", "import+sign", sign_work},
    {"EcPrivateP256", "import+sign", sign_work},
    {"RsaPublic", "import+verify", verify_work},
    {"EcPublicP256", "import+verify", verify_work},
};

double batch(const Work& work, long count) {
  const double began = now();
  for (long i = 0; i < count; ++i) work();
  return (now() - began) / static_cast<double>(count);
}

// How many calls take one batch; warms up on the way.
long calls_of_batch(const Work& work) {
  long count = 1;
  for (;;) {
    const double each = batch(work, count);
    if (each * static_cast<double>(count) >= kBatchSeconds / 2)
      return std::max(1L, static_cast<long>(kBatchSeconds / each));
    count *= 2;
  }
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void compare(const Case& one, const Module& ours, const Module& builtin) {
  const ImportCase& from = import_case(one.key);
  const Work work[2] = {one.make(ours, from), one.make(builtin, from)};
  const long count[2] = {calls_of_batch(work[0]), calls_of_batch(work[1])};
  std::vector<double> seconds[2], ratios;
  for (int round = 0; round < kRounds; ++round) {
    for (int side = 0; side < 2; ++side) seconds[side].push_back(batch(work[side], count[side]));
    ratios.push_back(seconds[1].back() / seconds[0].back());
  }
  std::printf("%s/%s\t%.1f\t%.1f\t%.4f\n", one.key, one.operation, median(seconds[0]) * 1e9, median(seconds[1]) * 1e9,
              median(ratios));
}

int compare_all(const char* our_file) {
  const Module builtin("bcrypt.dll");
  const Module ours(our_file);
  if (builtin.is_ours() || !ours.is_ours()) {
    std::fprintf(stderr, "the builtin bcrypt.dll and ours are not where they should be\n");
    return 1;
  }
  for (const Case& one : kCases) {
    try {
      compare(one, ours, builtin);
    } catch (const std::exception& error) {
      std::printf("%s/%s\trefused\t%s\n", one.key, one.operation, error.what());
    }
    std::fflush(stdout);
  }
  return 0;
}

int time_load(const char* file) {
  // Elapsed time counts, because part of the work is done by Wine's server; on a busy machine the other one says more.
  const double cpu_began = now();
  const double began = elapsed();
  const HMODULE module = LoadLibraryA(file);
  const double ended = elapsed();
  const double cpu_ended = now();
  if (module == nullptr) return 1;
  std::printf("%s\t%.1f\t%.1f\n", GetProcAddress(module, "OpenCngVersion") != nullptr ? "ours" : "builtin",
              (ended - began) * 1e6, (cpu_ended - cpu_began) * 1e6);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc == 3 && std::strcmp(argv[1], "compare") == 0) return compare_all(argv[2]);
    if (argc == 3 && std::strcmp(argv[1], "load") == 0) return time_load(argv[2]);
    if (argc == 2 && std::strcmp(argv[1], "clock") == 0) {
      std::puts(thread_cpu() >= 0 ? "CPU time of the thread" : "elapsed time");
      return 0;
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::fprintf(stderr, "usage: wine_compare compare OURS.dll | load FILE.dll | clock\n");
  return 2;
}
