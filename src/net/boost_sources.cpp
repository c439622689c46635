// The parts of Asio and Beast that are no templates, compiled here once and not in every file that includes them.
// CMakeLists.txt tells the others so, by the two …_SEPARATE_COMPILATION.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>

// SPDX-License-Identifier: Apache-2.0
