/* sk-journal.c — what was written, for good
 *
 * A file that only grows: a line of JSON for each property before it is sent,
 * and another for what became of it.  Nothing is sent before its line is on
 * the disk.  What a crash leaves of a line is closed by the next line, and
 * passed over by readers: a torn intent was never sent, and a torn outcome is
 * found out again.
 *
 * Only one process writes at a time: whoever holds the lock (sk-lock.c).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sk-error.h"
#include "sk-journal-codec.h"

#define FILE_MODE 0600
#define FOLDER_MODE 0700
#define CHUNK (64 * 1024)
#define LONGEST_LINE (4 * 1024 * 1024)

struct _SkJournal
{
  char         *folder;
  char         *path;
  char         *lock_path;
  SkJournalOps  ops;
  guint         n_torn;         /* lines passed over by the last reading */
  gint64        settled;        /* nothing before it waits for an outcome */
};

static const SkJournalOps system_ops = { write, fsync };

/**
 * sk_journal_new:
 * @folder: the folder it is in; made when it is first written
 * @ops: (nullable): what to ask instead of the system
 *
 * Returns: (transfer full): the journal; nothing is opened yet
 */
SkJournal *
sk_journal_new (const char         *folder,
                const SkJournalOps *ops)
{
  SkJournal *self = g_new0 (SkJournal, 1);

  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "journal", NULL);
  self->lock_path = g_build_filename (folder, "lock", NULL);
  self->ops = ops != NULL ? *ops : system_ops;

  return self;
}

void
sk_journal_free (SkJournal *self)
{
  g_free (self->folder);
  g_free (self->path);
  g_free (self->lock_path);
  g_free (self);
}

/* The folder it is in, and everything else that is remembered. */
const char *
sk_journal_get_folder (SkJournal *self)
{
  return self->folder;
}

/* The file whose lock everybody takes who writes. */
const char *
sk_journal_get_lock_path (SkJournal *self)
{
  return self->lock_path;
}

/* How many torn lines the last reading passed over. */
guint
sk_journal_get_n_torn (SkJournal *self)
{
  return self->n_torn;
}

/* Before this place nothing waits for an outcome: kept while the program runs. */
gint64
sk_journal_get_settled (SkJournal *self)
{
  return self->settled;
}

void
sk_journal_set_settled (SkJournal *self,
                        gint64     settled)
{
  self->settled = settled;
}

/**
 * sk_journal_get_end:
 * @self: a journal
 *
 * Returns: how long it is: it is longer once somebody has written anything
 */
gint64
sk_journal_get_end (SkJournal *self)
{
  GStatBuf info;

  return g_stat (self->path, &info) == 0 ? (gint64) info.st_size : 0;
}

/* --- writing --- */

static gboolean
fail_to_write (SkJournal  *self,
               int         why,
               GError    **error)
{
  /* Translators: %1$s is a file, %2$s why it cannot be written */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
               _("The journal %1$s cannot be written: %2$s. Nothing is written without it, because "
                 "it could not be taken back."), self->path, g_strerror (why));
  return FALSE;
}

static gboolean
sync_folder (SkJournal  *self,
             const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_done = fd >= 0 && self->ops.sync (fd) == 0;

  if (fd >= 0)
    close (fd);

  return is_done;
}

/* A new file is on the disk once its folder is. */
static int
create (SkJournal *self)
{
  g_autofree char *parent = g_path_get_dirname (self->folder);
  int fd;

  if (g_mkdir_with_parents (self->folder, FOLDER_MODE) != 0)
    return -1;

  fd = open (self->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, FILE_MODE);
  if (fd >= 0 && (!sync_folder (self, self->folder) || !sync_folder (self, parent)))
    {
      close (fd);
      return -1;
    }

  return fd;
}

/* What is in it is nobody else's business. */
static gboolean
make_private (SkJournal *self,
              int        fd)
{
  struct stat file, folder;

  if (fstat (fd, &file) != 0 || stat (self->folder, &folder) != 0)
    return FALSE;
  if (!S_ISREG (file.st_mode))
    {
      errno = EINVAL;
      return FALSE;
    }

  return ((file.st_mode & 077) == 0 || fchmod (fd, FILE_MODE) == 0) &&
         ((folder.st_mode & 077) == 0 || chmod (self->folder, FOLDER_MODE) == 0);
}

static int
open_to_append (SkJournal *self)
{
  int fd = open (self->path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (fd < 0 && errno == ENOENT)
    fd = create (self);
  if (fd >= 0 && !make_private (self, fd))
    {
      int why = errno;

      close (fd);
      errno = why;
      return -1;
    }

  return fd;
}

/* Whether what a crash left of a line stands at the end. */
static gboolean
ends_torn (int fd)
{
  off_t end = lseek (fd, 0, SEEK_END);
  char last;

  return end > 0 && (pread (fd, &last, 1, end - 1) != 1 || last != '\n');
}

static gboolean
write_all (SkJournal  *self,
           int         fd,
           const char *bytes,
           gsize       n)
{
  while (n > 0)
    {
      ssize_t done = self->ops.write (fd, bytes, n);

      if (done < 0 && errno != EINTR)
        return FALSE;
      if (done > 0)
        {
          bytes += done;
          n -= (gsize) done;
        }
    }

  return TRUE;
}

/**
 * sk_journal_append:
 * @self: a journal
 * @lines: whole lines
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Adds @lines, and waits until the disk has them.
 *
 * Returns: whether it has
 */
gboolean
sk_journal_append (SkJournal  *self,
                   GString    *lines,
                   GError    **error)
{
  int fd = open_to_append (self);
  gboolean is_done;
  int why;

  if (fd < 0)
    return fail_to_write (self, errno, error);

  if (ends_torn (fd))
    g_string_prepend_c (lines, '\n');
  is_done = write_all (self, fd, lines->str, lines->len) && self->ops.sync (fd) == 0;
  why = errno;
  close (fd);

  return is_done || fail_to_write (self, why, error);
}

/**
 * sk_journal_append_writes:
 * @self: a journal
 * @set: a change set
 * @first: the first of its writes to add
 * @end: the first after @first not to add
 * @error: %SK_ERROR_DENIED, naming the file
 *
 * Returns: whether the disk has a line for each of them
 */
gboolean
sk_journal_append_writes (SkJournal          *self,
                          const SkChangeSet  *set,
                          guint               first,
                          guint               end,
                          GError            **error)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = first; i < end; i++)
    sk_journal_codec_append (lines, set, &g_array_index (set->writes, SkWrite, i));

  return sk_journal_append (self, lines, error);
}

/* --- reading --- */

typedef struct
{
  SkJournal      *journal;
  SkJournalVisit  visit;
  gpointer        user_data;
  GByteArray     *line;         /* as much of a line as is read */
  gboolean        too_long;
} Reading;

static gboolean
fail_to_read (SkJournal  *self,
              int         why,
              GError    **error)
{
  /* Translators: %1$s is a file, %2$s why it cannot be read */
  g_set_error (error, SK_ERROR, SK_ERROR_DENIED, _("The journal %1$s cannot be read: %2$s."),
               self->path, g_strerror (why));
  return FALSE;
}

static gboolean
take_line (Reading  *reading,
           GError  **error)
{
  g_autoptr(SkChangeSet) line = NULL;
  SkJournalAnswer answer = SK_JOURNAL_TORN;

  if (reading->line->len == 0 && !reading->too_long)
    return TRUE;
  if (!reading->too_long)
    answer = sk_journal_codec_read ((const char *) reading->line->data, reading->line->len, &line);
  g_byte_array_set_size (reading->line, 0);
  reading->too_long = FALSE;

  if (answer == SK_JOURNAL_LINE)
    reading->visit (line, reading->user_data);
  else if (answer == SK_JOURNAL_TORN)
    reading->journal->n_torn++;
  else
    g_set_error (error, SK_ERROR, SK_ERROR_MALFORMED,
                 _("The journal %s has lines of another version of Slotkeeper. It is left as it "
                   "is; use the version that wrote it, or move the file away to begin a new one."),
                 reading->journal->path);

  return answer != SK_JOURNAL_STRANGE;
}

static void
keep_piece (Reading    *reading,
            const char *bytes,
            gsize       n)
{
  if (reading->line->len + n > LONGEST_LINE)
    {
      g_byte_array_set_size (reading->line, 0);
      reading->too_long = TRUE;
    }
  if (!reading->too_long)
    g_byte_array_append (reading->line, (const guint8 *) bytes, (guint) n);
}

static gboolean
take_chunk (Reading     *reading,
            const char  *bytes,
            gsize        n,
            GError     **error)
{
  const char *end = bytes + n;

  while (bytes < end)
    {
      const char *newline = memchr (bytes, '\n', (gsize) (end - bytes));

      keep_piece (reading, bytes, (gsize) ((newline != NULL ? newline : end) - bytes));
      if (newline == NULL)
        return TRUE;
      if (!take_line (reading, error))
        return FALSE;
      bytes = newline + 1;
    }

  return TRUE;
}

static gboolean
read_lines (Reading  *reading,
            int       fd,
            gint64    from,
            GError  **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  ssize_t n;

  while ((n = pread (fd, chunk, CHUNK, (off_t) from)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail_to_read (reading->journal, errno, error);
      if (!take_chunk (reading, chunk, (gsize) n, error))
        return FALSE;
      from += n;
    }

  return take_line (reading, error);
}

/**
 * sk_journal_visit:
 * @self: a journal
 * @from: where to begin: 0, or what sk_journal_get_end() once said
 * @visit: (scope call): takes each line
 * @user_data: for @visit
 * @error: %SK_ERROR_MALFORMED if another version wrote it
 *
 * Reads it from the oldest line to the newest, a piece at a time.
 *
 * Returns: whether it could be read; one that was never written can
 */
gboolean
sk_journal_visit (SkJournal       *self,
                  gint64           from,
                  SkJournalVisit   visit,
                  gpointer         user_data,
                  GError         **error)
{
  Reading reading = { .journal = self, .visit = visit, .user_data = user_data };
  int fd = open (self->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gboolean is_read;

  self->n_torn = 0;
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR || fail_to_read (self, errno, error);

  reading.line = g_byte_array_new ();
  is_read = read_lines (&reading, fd, from, error);
  g_byte_array_unref (reading.line);
  close (fd);

  return is_read;
}
