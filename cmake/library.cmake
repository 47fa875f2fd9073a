# cng_add_dll(<target> NAME <bcrypt|ncrypt> SOURCES ... LIBS ...)
#
# One of the two libraries, in the format of the build:
#   PE   bin/<NAME>.dll with exactly the exports of def/<NAME>.def, lib/lib<NAME>.dll.a (MinGW), lib/<NAME>.lib (MSVC)
#   ELF  lib/libcng-<NAME>.so.1 with exactly the exports of def/<NAME>.map
function(cng_add_dll target)
  cmake_parse_arguments(arg "" "NAME" "SOURCES;LIBS" ${ARGN})
  add_library(${target} SHARED ${arg_SOURCES})
  add_library(opencng::${arg_NAME} ALIAS ${target})
  set_target_properties(${target} PROPERTIES EXPORT_NAME ${arg_NAME})
  target_link_libraries(${target} PRIVATE ${arg_LIBS} cng_flags)
  target_include_directories(${target} INTERFACE
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  set_property(GLOBAL APPEND PROPERTY CNG_DLLS ${target})
  if(WIN32)
    _cng_pe(${target} ${arg_NAME})
  else()
    _cng_elf(${target} ${arg_NAME})
  endif()
endfunction()

function(_cng_pe target name)
  set(def ${PROJECT_SOURCE_DIR}/def/${name}.def)
  set(CNG_DLL_NAME ${name})
  configure_file(${PROJECT_SOURCE_DIR}/def/version.rc.in ${CMAKE_CURRENT_BINARY_DIR}/${name}.rc @ONLY)
  target_sources(${target} PRIVATE ${def} ${CMAKE_CURRENT_BINARY_DIR}/${name}.rc)
  set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${name} IMPORT_PREFIX lib IMPORT_SUFFIX .dll.a)
  # --exclude-all-symbols: without it, a libcrypto symbol that asks for export would join the list of the .def.
  target_link_options(${target} PRIVATE LINKER:--dynamicbase,--nxcompat,--exclude-all-symbols)
  if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    target_link_options(${target} PRIVATE LINKER:--high-entropy-va)
    set(machine i386:x86-64)
  else()
    # The .def names are undecorated; the functions are stdcall and have decorated symbols.
    target_link_options(${target} PRIVATE LINKER:--kill-at,--enable-stdcall-fixup)
    set(machine i386)
  endif()
  find_program(OPENCNG_LLVM_DLLTOOL NAMES llvm-dlltool llvm-dlltool-14)
  if(OPENCNG_LLVM_DLLTOOL)
    set(lib ${CMAKE_ARCHIVE_OUTPUT_DIRECTORY}/${name}.lib)
    add_custom_command(OUTPUT ${lib} DEPENDS ${def} VERBATIM
                       COMMAND ${OPENCNG_LLVM_DLLTOOL} -m ${machine} -d ${def} -D ${name}.dll -l ${lib})
    add_custom_target(${target}_msvc_lib ALL DEPENDS ${lib})
  else()
    message(STATUS "No llvm-dlltool: no ${name}.lib for Microsoft's linker")
  endif()
endfunction()

function(_cng_elf target name)
  if(name STREQUAL ncrypt)
    # It needs the other library, which lies beside it; a program's own search path does not serve a library's needs.
    set_target_properties(${target} PROPERTIES INSTALL_RPATH "$ORIGIN")
  endif()
  set(map ${PROJECT_SOURCE_DIR}/def/${name}.map)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME cng-${name} SOVERSION 1 LINK_DEPENDS ${map})
  # The version script hides libcrypto's assembler symbols too, which ignore -fvisibility.
  # nodelete: OpenSSL's thread keys have destructors in the library, which a dlclose must not unmap.
  target_link_options(${target} PRIVATE
    LINKER:--version-script=${map} LINKER:--exclude-libs,ALL LINKER:-z,relro,-z,now,-z,noexecstack,-z,nodelete)
  if(NOT OPENCNG_SANITIZE)
    # The sanitizers' runtime is in the program and stays undefined here; a libstdc++ in each library would hide throws from it.
    target_link_options(${target} PRIVATE LINKER:-z,defs -static-libstdc++ -static-libgcc)
  endif()
endfunction()
