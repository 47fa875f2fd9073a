# Sanitizers are for the whole tree, GoogleTest included; libcrypto stays uninstrumented (tried: no false reports).
if(OPENCNG_SANITIZE)
  add_compile_options(-fsanitize=${OPENCNG_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${OPENCNG_SANITIZE})
endif()
if(OPENCNG_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "OPENCNG_FUZZ needs clang: cmake --preset asan")
  endif()
  # Coverage for libFuzzer without its main(): tests and fuzz targets come from one build.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# cng_add_fuzz_target(<name> SOURCES ... LIBS ...): build/asan/bin/fuzz_<name>; nothing without OPENCNG_FUZZ.
function(cng_add_fuzz_target name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS" ${ARGN})
  if(NOT OPENCNG_FUZZ)
    return()
  endif()
  add_executable(fuzz_${name} ${arg_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE ${arg_LIBS} cng_flags)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
endfunction()
