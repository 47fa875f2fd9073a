# cng_flags: warnings, hardening and the public include folder, for every target of ours and for no one else's.
add_library(cng_flags INTERFACE)
target_include_directories(cng_flags INTERFACE ${PROJECT_SOURCE_DIR}/include)
target_compile_options(cng_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  -fstack-protector-strong -ffunction-sections
  # A build says the same wherever it stands.
  -ffile-prefix-map=${PROJECT_BINARY_DIR}=build -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
if(OPENCNG_WERROR)
  target_compile_options(cng_flags INTERFACE -Werror)
endif()
if(NOT OPENCNG_SANITIZE)
  # The checks need an optimiser to see object sizes, and they hide accesses from the sanitizers.
  target_compile_options(cng_flags INTERFACE $<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE> $<$<NOT:$<CONFIG:Debug>>:-D_FORTIFY_SOURCE=2>)
endif()
if(NOT WIN32)
  # MinGW's gcc puts variables that begin as zeros into the file when each has a section of its own.
  target_compile_options(cng_flags INTERFACE -fdata-sections)
endif()
if(WIN32)
  # Names from HKDF onwards are hidden by the headers without these.
  add_compile_definitions(_WIN32_WINNT=0x0A00 NTDDI_VERSION=0x0A00000C)
  # No DLL of the compiler's at run time, in programs and tests as little as in the libraries.
  # Stripped by ld and not afterwards: strip would put the time into the file.
  add_link_options(-static LINKER:--gc-sections,--no-insert-timestamp $<$<CONFIG:Release>:-s>)
  add_library(cng_stack_guard STATIC ${PROJECT_SOURCE_DIR}/cmake/stack_guard_win.c)
  target_compile_options(cng_stack_guard PRIVATE -Wall -Wextra -Werror -fno-stack-protector)
  # Of libssp only the checked string functions are left; the cookie must be found before libssp is.
  target_link_options(cng_flags INTERFACE LINKER:--undefined=__stack_chk_guard)
  target_link_libraries(cng_flags INTERFACE cng_stack_guard ssp)
elseif(NOT OPENCNG_SANITIZE)
  target_link_options(cng_flags INTERFACE LINKER:--gc-sections)
endif()

# cng_src: what the folders below src/ and their tests add, to write #include "core/result.h".
add_library(cng_src INTERFACE)
target_include_directories(cng_src INTERFACE ${PROJECT_SOURCE_DIR}/src)

# cng_precompile(target): reading the standard library's headers is a third of a compilation. Not for files in C.
function(cng_precompile target)
  target_precompile_headers(${target} PRIVATE
                            "$<$<COMPILE_LANGUAGE:CXX>:${PROJECT_SOURCE_DIR}/src/core/precompiled.h>")
endfunction()
