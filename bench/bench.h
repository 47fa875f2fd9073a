// What the benchmarks have in common. A case is named KEY/OPERATION/SIDE: side "ours" is the public API of the library,
// every other side is an anchor that report.py sets it against.
#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <utility>

#include "bench/calls.h"

namespace cngbench {

// The calls of the library that the program is linked with.
extern const Calls kOurs;

// Registers `once`, which does the work of one iteration, as KEY/OPERATION/SIDE.
template <class Once>
benchmark::internal::Benchmark* add(const std::string& key, const char* operation, const char* side, Once once) {
  return benchmark::RegisterBenchmark((key + "/" + operation + "/" + side).c_str(),
                                      [once = std::move(once)](benchmark::State& state) {
                                        for (auto _ : state) once();
                                      });
}

// Registers import and destroy of a case: side "ours", and "internal" for the part of it that InternalImport does.
void add_import(const char* name);

void add_rsa_imports();     // rsa_import.cpp
void add_ec_imports();      // ec_import.cpp
void add_pq_imports();      // pq_import.cpp
void add_exports();         // export.cpp
void add_first_uses();      // first_use.cpp
void add_thread_scaling();  // threads.cpp
void add_symmetric();       // symmetric.cpp
void add_hashes();          // hash.cpp

}  // namespace cngbench
