// Imports on one thread and on two. What counts is the CPU time of one import: if it is the same on two threads, they
// do twice the work of one, provided that they have two processors. The arithmetic loop, which shares nothing, shows by
// its elapsed time whether they had.
#include "bench/bench.h"

namespace cngbench {
namespace {

void add_import_threads(const char* name) {
  const ImportCase& from = import_case(name);
  for (const int threads : {1, 2}) {
    add(name, "threads", "ours", [&from] {
      const Key key(kOurs, from);
      benchmark::DoNotOptimize(key.handle());
    })->Threads(threads);
  }
}

void arithmetic() {
  std::uint64_t x = 1;
  for (int i = 0; i < 200; ++i) {
    benchmark::DoNotOptimize(x);
    x = x * 0x9E3779B97F4A7C15 + 1;
  }
  benchmark::DoNotOptimize(x);
}

}  // namespace

void add_thread_scaling() {
  for (const char* name : {"RsaPublic", "RsaPrivate", "EcPublicP256"}) add_import_threads(name);
  for (const int threads : {1, 2}) add("Arithmetic", "threads", "control", arithmetic)->Threads(threads);
}

}  // namespace cngbench
