// What the doctor asks the system. doctor_posix.cpp and doctor_win.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cng::cli {

struct Platform {
  std::string kind;     // "linux", "windows" or "wine"
  std::string version;  // of the kernel, of Windows or of Wine
};
Platform platform();

// A library of CNG, as a program gets it that lies beside this one and asks for it by its name.
struct Library {
  std::string name;     // of the file
  std::string path;     // of ours, UTF-8; empty where the system does not tell
  std::string version;  // what OpenCngVersion says; empty: it is not ours, or there is none
  std::string problem;  // why one that is there does not load
  bool found = false;
};
std::vector<Library> find_libraries();

// The folder of this program, UTF-8.
std::string program_folder();

// WINEDLLOVERRIDES, where there is such a thing.
std::optional<std::string> wine_overrides();

}  // namespace cng::cli
