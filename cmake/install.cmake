# The installed tree: libraries, tool, headers, and what CMake's find_package and pkg-config read. All of it relocatable.
include(CMakePackageConfigHelpers)

get_property(dlls GLOBAL PROPERTY CNG_DLLS)
# On PE the import library of ncrypt has the names that it forwards to bcrypt; an ELF linker wants both libraries for them.
set(CNG_REQUIRES_bcrypt "")
set(CNG_REQUIRES_ncrypt "")
if(NOT WIN32 AND TARGET bcrypt AND TARGET ncrypt)
  target_link_libraries(ncrypt INTERFACE bcrypt)
  set(CNG_REQUIRES_ncrypt cng-bcrypt)
endif()
if(dlls)
  install(TARGETS ${dlls} EXPORT opencng
    RUNTIME DESTINATION ${OPENCNG_INSTALL_BINDIR}
    LIBRARY DESTINATION ${OPENCNG_INSTALL_LIBDIR}
    ARCHIVE DESTINATION ${OPENCNG_INSTALL_LIBDIR})
  install(EXPORT opencng NAMESPACE opencng:: FILE opencng-targets.cmake DESTINATION ${OPENCNG_INSTALL_CMAKEDIR})
  configure_package_config_file(cmake/opencng-config.cmake.in ${PROJECT_BINARY_DIR}/opencng-config.cmake
    INSTALL_DESTINATION ${OPENCNG_INSTALL_CMAKEDIR} NO_CHECK_REQUIRED_COMPONENTS_MACRO)
  # 0.x makes no promise from one minor version to the next.
  write_basic_package_version_file(${PROJECT_BINARY_DIR}/opencng-config-version.cmake COMPATIBILITY SameMinorVersion)
  install(FILES ${PROJECT_BINARY_DIR}/opencng-config.cmake ${PROJECT_BINARY_DIR}/opencng-config-version.cmake
          DESTINATION ${OPENCNG_INSTALL_CMAKEDIR})
endif()
foreach(dll IN LISTS dlls)
  get_target_property(name ${dll} EXPORT_NAME)
  if(WIN32)
    install(FILES ${CMAKE_ARCHIVE_OUTPUT_DIRECTORY}/${name}.lib DESTINATION ${OPENCNG_INSTALL_LIBDIR} OPTIONAL)
  else()
    set(CNG_NAME ${name})
    set(CNG_REQUIRES "${CNG_REQUIRES_${name}}")
    # From the .pc file's folder up to the prefix, however many levels the distribution puts between.
    file(RELATIVE_PATH CNG_UP "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
    configure_file(cmake/cng.pc.in ${PROJECT_BINARY_DIR}/cng-${name}.pc @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/cng-${name}.pc DESTINATION ${OPENCNG_INSTALL_LIBDIR}/pkgconfig)
  endif()
endforeach()
if(TARGET cngkey)
  if(NOT WIN32 AND NOT OPENCNG_SANITIZE)
    # Like the libraries: a packed tool runs where there is a libc.
    target_link_options(cngkey PRIVATE -static-libstdc++ -static-libgcc)
  endif()
  install(TARGETS cngkey RUNTIME DESTINATION ${OPENCNG_INSTALL_BINDIR})
endif()
install(DIRECTORY include/cng DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
