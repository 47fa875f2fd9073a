# GoogleTest is built with each tree (its sources are a Debian package), so that it has the tree's sanitizers and format.
set(OPENCNG_GOOGLETEST_SOURCE /usr/src/googletest CACHE PATH "Sources of GoogleTest (Debian: package googletest)")
if(NOT EXISTS ${OPENCNG_GOOGLETEST_SOURCE}/CMakeLists.txt)
  message(FATAL_ERROR "No GoogleTest sources in ${OPENCNG_GOOGLETEST_SOURCE}: install googletest, "
                      "set OPENCNG_GOOGLETEST_SOURCE, or -DOPENCNG_BUILD_TESTS=OFF.")
endif()
set(INSTALL_GTEST OFF CACHE BOOL "" FORCE)
set(gtest_force_shared_crt ON CACHE BOOL "" FORCE)
add_subdirectory(${OPENCNG_GOOGLETEST_SOURCE} googletest EXCLUDE_FROM_ALL SYSTEM)
include(GoogleTest)

# cng_add_test(<name> SOURCES ... LIBS ... [LABELS ...]): a program of tests, each of them a test of ctest.
# The programs are asked for their tests when ctest runs, not while building: no Wine in a build.
function(cng_add_test name)
  cmake_parse_arguments(arg "" "" "SOURCES;LIBS;LABELS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${arg_LIBS} GTest::gtest_main GTest::gmock cng_flags)
  # GoogleMock is most of what a test file compiles. Tests need little optimisation, and none with sanitizers, where it
  # takes most of the time; the libraries that they test have theirs.
  target_precompile_headers(${name} PRIVATE <gmock/gmock.h>)
  if(OPENCNG_SANITIZE)
    target_compile_options(${name} PRIVATE -O0)
  else()
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  endif()
  gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 120
                       TEST_PREFIX ${name}. PROPERTIES TIMEOUT 120 LABELS "${arg_LABELS}")
endfunction()
