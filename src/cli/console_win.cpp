#include <fcntl.h>
#include <io.h>

#include <cstdio>

#include "cli/console.h"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

namespace cng::cli {

bool output_is_terminal() {
  DWORD mode = 0;
  return GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &mode) != 0;
}

bool terminal_shows_colour() {
  const HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
  DWORD mode = 0;
  return GetConsoleMode(out, &mode) != 0 && SetConsoleMode(out, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0;
}

std::wstring widen(const std::string& utf8) {
  const int length = static_cast<int>(utf8.size());
  const int needed = MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, nullptr, 0);
  std::wstring out(static_cast<std::size_t>(needed), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, utf8.data(), length, out.data(), needed);
  return out;
}

std::string to_utf8(const wchar_t* text, bool& ok) {
  const int needed = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, nullptr, 0, nullptr, nullptr);
  if (needed <= 0) {
    ok = false;
    return {};
  }
  std::string out(static_cast<std::size_t>(needed), '\0');
  WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, out.data(), needed, nullptr, nullptr);
  out.pop_back();  // the NUL
  return out;
}

ConsoleMode::ConsoleMode() : code_page_(GetConsoleOutputCP()) {
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
  if (code_page_ != 0) SetConsoleOutputCP(CP_UTF8);
}

ConsoleMode::~ConsoleMode() {
  if (code_page_ != 0) SetConsoleOutputCP(code_page_);
}

}  // namespace cng::cli
