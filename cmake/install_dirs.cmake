# Where things are installed below the prefix. PE products lie flat, as people drop them beside a program.
if(WIN32)
  set(OPENCNG_INSTALL_BINDIR .)
  set(OPENCNG_INSTALL_LIBDIR .)
  set(OPENCNG_INSTALL_CMAKEDIR lib/cmake/opencng)
else()
  set(OPENCNG_INSTALL_BINDIR ${CMAKE_INSTALL_BINDIR})
  set(OPENCNG_INSTALL_LIBDIR ${CMAKE_INSTALL_LIBDIR})
  set(OPENCNG_INSTALL_CMAKEDIR ${CMAKE_INSTALL_LIBDIR}/cmake/opencng)
  # The tool finds the libraries wherever the whole is moved.
  file(RELATIVE_PATH to_lib "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
  set(CMAKE_INSTALL_RPATH "$ORIGIN/${to_lib}")
endif()
