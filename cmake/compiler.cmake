# Warnings are errors for our own code; mold links and ccache remembers where they are installed.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)

find_program(ANYU_MOLD mold)
if(ANYU_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

find_program(ANYU_CCACHE ccache)
if(ANYU_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${ANYU_CCACHE})
endif()

if(ANYU_SANITIZE)
  add_compile_options(-fsanitize=${ANYU_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${ANYU_SANITIZE})
endif()

# SPDX-License-Identifier: Apache-2.0
