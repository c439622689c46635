# Writes pages.s (the bytes, by .incbin) and pages.cpp (the table) for every file under FROM, into INTO. The bytes stay
# out of the compiler: 3 MB are assembled in 0.03 s.
#
#   cmake -DFROM=dist -DINTO=folder -P embed.cmake
cmake_minimum_required(VERSION 3.25)

function(content_type file result)
  set(text_types html "text/html" css "text/css" js "text/javascript" mjs "text/javascript" txt "text/plain"
      svg "image/svg+xml" json "application/json" webmanifest "application/manifest+json")
  set(other_types png "image/png" ico "image/x-icon" webp "image/webp" jpg "image/jpeg" woff2 "font/woff2")
  get_filename_component(suffix ${file} LAST_EXT)
  string(SUBSTRING "${suffix}" 1 -1 suffix)
  list(FIND text_types "${suffix}" at)
  if(at GREATER -1)
    math(EXPR at "${at} + 1")
    list(GET text_types ${at} type)
    set(${result} "${type}; charset=utf-8" PARENT_SCOPE)
    return()
  endif()
  list(FIND other_types "${suffix}" at)
  if(at GREATER -1)
    math(EXPR at "${at} + 1")
    list(GET other_types ${at} type)
    set(${result} ${type} PARENT_SCOPE)
    return()
  endif()
  message(FATAL_ERROR "${file}: no content type is known for '${suffix}'; add it in ${CMAKE_CURRENT_LIST_FILE}")
endfunction()

file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${FROM} ${FROM}/*)
list(SORT files)
file(REMOVE_RECURSE ${INTO}/gzip)
file(MAKE_DIRECTORY ${INTO}/gzip)

set(bytes "")   # pages.s
set(names "")   # pages.cpp: what the assembly file defines
set(rows "")    # pages.cpp: the table
set(number 0)
foreach(file IN LISTS files)
  set(path ${FROM}/${file})
  content_type(${file} type)
  file(SIZE ${path} size)
  file(SHA256 ${path} hash)
  string(SUBSTRING ${hash} 0 32 hash)
  set(immutable false)
  if(file MATCHES "^assets/.*-[A-Za-z0-9_-]+\\.[a-z0-9]+$")
    set(immutable true)
  endif()

  set(name anyu_page_${number})
  string(APPEND bytes ".globl ${name}\n.balign 16\n${name}:\n.incbin \"${path}\"\n.byte 0\n")
  string(APPEND names "extern const char ${name}[];\n")
  set(packed "{}")
  if(type MATCHES "charset")
    set(small ${INTO}/gzip/${number}.gz)
    execute_process(COMMAND gzip -9 -n -c ${path} OUTPUT_FILE ${small} COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE ${small} small_size)
    math(EXPR gain "10 * ${small_size} - 9 * ${size}")
    if(gain LESS 0)
      string(APPEND bytes ".globl ${name}_gzip\n.balign 16\n${name}_gzip:\n.incbin \"${small}\"\n.byte 0\n")
      string(APPEND names "extern const char ${name}_gzip[];\n")
      set(packed "{${name}_gzip, ${small_size}}")
    endif()
  endif()
  string(APPEND rows "    {\"/${file}\", \"${type}\", {${name}, ${size}}, ${packed}, \"\\\"${hash}\\\"\", ${immutable}},\n")
  math(EXPR number "${number} + 1")
endforeach()
if(number EQUAL 0)
  message(FATAL_ERROR "${FROM} holds no pages")
endif()

file(WRITE ${INTO}/pages.s "# Made by cmake/pages/embed.cmake.\n.section .rodata\n${bytes}.section .note.GNU-stack,\"\",%progbits\n")
file(WRITE ${INTO}/pages.cpp "// Made by cmake/pages/embed.cmake.
#include \"pages/pages.h\"

extern \"C\" {
${names}}

namespace anyu {

std::span<const Page> pages() {
  static const Page all[] = {
${rows}  };
  return all;
}

}  // namespace anyu
")

# SPDX-License-Identifier: Apache-2.0
