# A room is a folder under src/: one library, its tests beside it, and a USES line that says which rooms it may
# include. tests/floors holds every #include against that line.
#
#   anyu_room(measure
#     USES    base model pack
#     LINKS   Boost::headers              # libraries from outside
#     SOURCES book.cpp cell.cpp
#     TESTS   book_test.cpp)
function(anyu_room name)
  cmake_parse_arguments(room "" "" "USES;LINKS;SOURCES;TESTS" ${ARGN})
  set(library anyu_${name})
  add_library(${library} STATIC ${room_SOURCES})
  target_include_directories(${library} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  foreach(used IN LISTS room_USES)
    target_link_libraries(${library} PUBLIC anyu_${used})
  endforeach()
  target_link_libraries(${library} PUBLIC fmt::fmt ${room_LINKS})
  if(ANYU_TESTS AND room_TESTS)
    add_executable(${library}_test ${room_TESTS})
    target_link_libraries(${library}_test PRIVATE ${library} GTest::gmock GTest::gtest_main)
    target_compile_definitions(${library}_test PRIVATE
      ANYU_SOURCE="${CMAKE_SOURCE_DIR}" ANYU_SHARED="${ANYU_SHARED}")
    gtest_discover_tests(${library}_test DISCOVERY_TIMEOUT 60 TEST_PREFIX "${name}: ")
  endif()
endfunction()

# SPDX-License-Identifier: Apache-2.0
