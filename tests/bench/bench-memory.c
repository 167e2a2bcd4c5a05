/* bench-memory.c — how much memory is asked for between two moments
 *
 * The allocator of the C library is called by way of these functions, also by
 * GLib, whose own slices `./run bench` turns off.  Sizes are what the
 * allocator really hands out.  Where that cannot be had, nothing is counted.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#ifdef BENCH_COUNTS_MEMORY

#include <malloc.h>
#include <stdlib.h>

extern void *__libc_malloc  (size_t size);
extern void *__libc_calloc  (size_t n,
                             size_t size);
extern void *__libc_realloc (void  *memory,
                             size_t size);
extern void  __libc_free    (void  *memory);

static gboolean counting;
static gsize n_allocations;
static gssize in_use;
static gssize most_in_use;

static void *
count (void *memory)
{
  if (counting && memory != NULL)
    {
      n_allocations++;
      in_use += (gssize) malloc_usable_size (memory);
      most_in_use = MAX (most_in_use, in_use);
    }

  return memory;
}

static void
discount (void *memory)
{
  if (counting && memory != NULL)
    in_use -= (gssize) malloc_usable_size (memory);
}

void *
malloc (size_t size)
{
  return count (__libc_malloc (size));
}

void *
calloc (size_t n,
        size_t size)
{
  return count (__libc_calloc (n, size));
}

void *
realloc (void   *memory,
         size_t  size)
{
  discount (memory);

  return count (__libc_realloc (memory, size));
}

void
free (void *memory)
{
  discount (memory);
  __libc_free (memory);
}

/**
 * bench_memory_begin:
 *
 * Returns: whether memory is counted from now on
 */
gboolean
bench_memory_begin (void)
{
  n_allocations = 0;
  in_use = 0;
  most_in_use = 0;
  counting = TRUE;

  return TRUE;
}

void
bench_memory_end (BenchMemory *memory)
{
  counting = FALSE;
  *memory = (BenchMemory) { n_allocations, most_in_use, in_use };
}

#else

gboolean
bench_memory_begin (void)
{
  return FALSE;
}

void
bench_memory_end (BenchMemory *memory)
{
  *memory = (BenchMemory) { 0 };
}

#endif
