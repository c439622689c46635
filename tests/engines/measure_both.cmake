# A demo county measured twice: cmake -DANYU=… -DPACKS=… -DFOLDER=… -P measure_both.cmake
file(REMOVE_RECURSE ${FOLDER})
file(MAKE_DIRECTORY ${FOLDER})
set(ENV{ANYU_PACKS} ${PACKS})
set(demo ${FOLDER}/county --people 60 --today 2026-06-30 --password for-this-test-only)
execute_process(COMMAND ${ANYU} demo ${demo} OUTPUT_QUIET ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
foreach(engine IN ITEMS columns sql)
  execute_process(COMMAND ${ANYU} measure ${FOLDER}/county --engine ${engine} --csv --from 2025-01 --to 2026-06
                  OUTPUT_FILE ${FOLDER}/${engine}.csv ERROR_QUIET COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(SIZE ${FOLDER}/columns.csv size)
if(size LESS 10000)
  message(FATAL_ERROR "nothing was counted")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${FOLDER}/columns.csv ${FOLDER}/sql.csv RESULT_VARIABLE differs)
if(differs)
  message(FATAL_ERROR "${FOLDER}/columns.csv and ${FOLDER}/sql.csv differ")
endif()
file(REMOVE_RECURSE ${FOLDER})

# SPDX-License-Identifier: Apache-2.0
