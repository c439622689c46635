# How the web pages get into the binary: npm builds web/ into the build tree, and every file of it is embedded with
# .incbin beside a table that tells its path, type, size and hash. `#include "pages/pages.h"` reads the table.
#
#   anyu_pages      the library; with ANYU_PAGES=OFF its table is empty, and neither Node nor npm is needed
add_library(anyu_pages STATIC)
target_include_directories(anyu_pages PUBLIC ${CMAKE_SOURCE_DIR}/cmake)

if(NOT ANYU_PAGES)
  target_sources(anyu_pages PRIVATE ${CMAKE_SOURCE_DIR}/cmake/pages/no_pages.cpp)
  return()
endif()

# Vite wants Node 20.19. Debian 12 has 18, so tools/setup.sh puts a newer one where it is looked for first here.
set(ANYU_NODE_HOME "$ENV{XDG_CACHE_HOME}")
if(NOT ANYU_NODE_HOME)
  set(ANYU_NODE_HOME "$ENV{HOME}/.cache")
endif()
string(APPEND ANYU_NODE_HOME "/anyu/node")
file(GLOB node_folders ${ANYU_NODE_HOME}/node_modules/node-linux-*/bin)
find_program(ANYU_NODE node HINTS ${node_folders})
find_program(ANYU_NPM npm HINTS ${ANYU_NODE_HOME}/node_modules/.bin)
set(node_version "none")
if(ANYU_NODE AND ANYU_NPM)
  execute_process(COMMAND ${ANYU_NODE} --version OUTPUT_VARIABLE node_version OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
if(NOT node_version MATCHES "^v[0-9]" OR node_version VERSION_LESS "v20.19")
  message(FATAL_ERROR "The web pages need Node 20.19 or newer with npm; here it is ${node_version}. "
                      "./run and ./test install one; -DANYU_PAGES=OFF builds without pages.")
endif()
get_filename_component(node_folder ${ANYU_NODE} DIRECTORY)
set(with_node ${CMAKE_COMMAND} -E env --modify PATH=path_list_prepend:${node_folder})

enable_language(ASM)
set(web ${CMAKE_SOURCE_DIR}/web)
set(made ${CMAKE_BINARY_DIR}/pages)
file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/*)
list(FILTER web_sources EXCLUDE REGEX "\\.spec\\.ts$")

add_custom_command(
  OUTPUT ${made}/npm.stamp
  COMMAND ${with_node} ${CMAKE_SOURCE_DIR}/tools/npm-packages ${ANYU_NPM}
  COMMAND ${CMAKE_COMMAND} -E touch ${made}/npm.stamp
  DEPENDS ${web}/package.json ${web}/package-lock.json ${CMAKE_SOURCE_DIR}/tools/npm-packages
  COMMENT "Fetching the npm packages of the pages"
  USES_TERMINAL VERBATIM)
add_custom_command(
  OUTPUT ${made}/dist/index.html
  COMMAND ${with_node} ${ANYU_NPM} run build --silent -- --outDir ${made}/dist --emptyOutDir --logLevel warn
  DEPENDS ${made}/npm.stamp ${web_sources} ${web}/index.html ${web}/vite.config.ts ${web}/tsconfig.json
  WORKING_DIRECTORY ${web}
  COMMENT "Building the pages" VERBATIM)
add_custom_command(
  OUTPUT ${made}/pages.s ${made}/pages.cpp
  COMMAND ${CMAKE_COMMAND} -DFROM=${made}/dist -DINTO=${made} -P ${CMAKE_SOURCE_DIR}/cmake/pages/embed.cmake
  DEPENDS ${made}/dist/index.html ${CMAKE_SOURCE_DIR}/cmake/pages/embed.cmake
  COMMENT "Embedding the pages" VERBATIM)
target_sources(anyu_pages PRIVATE ${made}/pages.s ${made}/pages.cpp)

# SPDX-License-Identifier: Apache-2.0
