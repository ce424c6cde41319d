/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The entry of libFuzzer, and of replay.c. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
