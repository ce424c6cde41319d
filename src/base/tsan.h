/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* ThreadSanitizer does not see GLib's locks and atomic counters, because GLib is not built for it. Where one thread
 * hands memory to another through them, these macros tell it. They do nothing in other builds. */
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
/* By the giving thread, before the hand-over. address: the same on both sides. */
#define TILTAS_EDGE_BEFORE(address) __tsan_release (address)
/* By the receiving thread, after it. */
#define TILTAS_EDGE_AFTER(address) __tsan_acquire (address)
#else
#define TILTAS_EDGE_BEFORE(address) (void) (address)
#define TILTAS_EDGE_AFTER(address) (void) (address)
#endif
