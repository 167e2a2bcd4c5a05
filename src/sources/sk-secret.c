/* sk-secret.c — a key, in memory that is never written to a disk
 *
 * It is locked while it lives and wiped when the last one drops it.  What
 * others copy from it is theirs to wipe.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

struct _SkSecret
{
  char  *text;                  /* on pages of its own */
  gsize  size;
};

/**
 * sk_secret_new:
 * @text: a key; copied
 *
 * Where memory cannot be locked, it is kept all the same: a swapped page is
 * the lesser evil than no key.
 *
 * Returns: (transfer full): the key
 */
SkSecret *
sk_secret_new (const char *text)
{
  SkSecret *self = g_atomic_rc_box_new0 (SkSecret);
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  void *pages;

  self->size = (strlen (text) / page + 1) * page;
  pages = mmap (NULL, self->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED)
    g_error ("There is no memory for a key");
  if (mlock (pages, self->size) != 0)
    g_debug ("The memory of a key cannot be locked");
  madvise (pages, self->size, MADV_DONTDUMP);

  self->text = pages;
  memcpy (self->text, text, strlen (text));

  return self;
}

SkSecret *
sk_secret_ref (SkSecret *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
secret_clear (SkSecret *self)
{
  explicit_bzero (self->text, self->size);
  munmap (self->text, self->size);
}

void
sk_secret_unref (SkSecret *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) secret_clear);
}

/**
 * sk_secret_peek:
 * @self: a key
 *
 * Returns: the key itself; good as long as @self
 */
const char *
sk_secret_peek (SkSecret *self)
{
  return self->text;
}

/**
 * sk_secret_wipe:
 * @text: (transfer full) (nullable): what held a key in ordinary memory
 *
 * Overwrites it before it is freed.
 */
void
sk_secret_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * sk_secret_forbid_core:
 *
 * From now on a crash leaves no file with what was in memory.  For the first
 * line of a program that handles keys.
 */
void
sk_secret_forbid_core (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_debug ("Core files cannot be forbidden");
}
