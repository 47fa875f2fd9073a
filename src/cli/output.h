// Printing: one report, as text for people or as JSON for programs (docs/cngkey-json.md).
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "cli/report.h"

namespace cng::cli {

constexpr int kSchema = 1;  // of the JSON; a new number when a member changes its meaning or goes

// Colours text, or does not.
struct Paint {
  bool on = false;
  std::string good(const std::string& text) const { return wrap("32", text); }
  std::string bad(const std::string& text) const { return wrap("31", text); }
  std::string head(const std::string& text) const { return wrap("1", text); }

 private:
  std::string wrap(const char* code, const std::string& text) const {
    return on ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
  }
};

// How an output is wanted.
struct Style {
  Paint paint;
  bool json = false;
  std::FILE* to = stdout;
};

// Rows of text in columns as wide as their widest cell; cells are plain, colour comes with `paint_cell`.
class Columns {
 public:
  explicit Columns(std::vector<bool> right) : right_(std::move(right)) {}
  // Lines in `below` follow the row, indented to column `indent_to`.
  void add(std::vector<std::string> cells, std::vector<std::string> below = {}) {
    rows_.push_back({std::move(cells), std::move(below)});
  }
  std::string text(const Paint& paint, std::size_t below_column) const;

 private:
  struct Row {
    std::vector<std::string> cells, below;
  };
  std::vector<bool> right_;  // aligned to the right
  std::vector<Row> rows_;    // the first is the head
};

// The words that text and JSON share.
const char* format_name(Format format);
const char* form_name(provider::Form form);
const char* kind_name(FieldKind kind);
const char* verdict_name(Verdict verdict);
const char* judge(const Report& report, const Field& field);  // "ok", "bad" or "unchecked"
std::string hex(ByteView bytes);
std::string plain_text(ByteView bytes);  // UTF-16 as ASCII, without its NUL and what is no ASCII

// True where a value is not to be shown. A file without a known magic may be any secret, and in a private blob that is
// damaged a secret may lie in the place of a public number.
bool is_hidden(const Report& report, const Field& field);

std::string output_text(const Output& output);

void print_text(const Report& report, const Style& style);
void print_json(const Report& report, const Style& style);
void print(const Report& report, const Style& style);

}  // namespace cng::cli
