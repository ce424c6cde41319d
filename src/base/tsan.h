/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* GLib's locks and atomic counters are not instrumented: where memory goes from thread to thread through them,
 * ThreadSanitizer is told of the edge. Nothing in other builds. */
#if defined(__SANITIZE_THREAD__)
#define TILTAS_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define TILTAS_TSAN 1
#endif
#endif

#ifdef TILTAS_TSAN
void __tsan_acquire (void *address);
void __tsan_release (void *address);
/* Before handing over what address stands for. */
#define TILTAS_EDGE_BEFORE(address) __tsan_release (address)
/* After having received it. */
#define TILTAS_EDGE_AFTER(address) __tsan_acquire (address)
#else
#define TILTAS_EDGE_BEFORE(address) (void) (address)
#define TILTAS_EDGE_AFTER(address) (void) (address)
#endif
