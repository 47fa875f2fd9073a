# benchmark::benchmark. ELF: the distribution's library. PE: compiled here from OPENCNG_BENCHMARK_SOURCE, which `./run bench`
# sets; without it there is no such target and bench/ builds only what does without.
set(OPENCNG_BENCHMARK_SOURCE "" CACHE PATH "Sources of Google Benchmark, for PE")
if(NOT WIN32)
  find_package(benchmark)
elseif(EXISTS "${OPENCNG_BENCHMARK_SOURCE}/src/benchmark.cc")
  # Its own CMakeLists finds no version when cross-compiled outside a git tree, and fails.
  file(GLOB sources ${OPENCNG_BENCHMARK_SOURCE}/src/*.cc)
  list(REMOVE_ITEM sources ${OPENCNG_BENCHMARK_SOURCE}/src/benchmark_main.cc)
  add_library(cng_benchmark STATIC EXCLUDE_FROM_ALL ${sources})
  add_library(benchmark::benchmark ALIAS cng_benchmark)
  target_include_directories(cng_benchmark SYSTEM PUBLIC ${OPENCNG_BENCHMARK_SOURCE}/include)
  target_compile_definitions(cng_benchmark PUBLIC BENCHMARK_STATIC_DEFINE PRIVATE HAVE_STD_REGEX HAVE_STEADY_CLOCK NDEBUG)
  target_compile_options(cng_benchmark PRIVATE -w)
  target_link_libraries(cng_benchmark PUBLIC shlwapi)
endif()
