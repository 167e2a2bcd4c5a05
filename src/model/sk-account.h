/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkKeyringState:
 * @SK_KEYRING_OPEN: keys can be read and stored
 * @SK_KEYRING_LOCKED: there is one, but the person has to unlock it
 * @SK_KEYRING_NONE: there is none on this machine, or not in this build
 *
 * How it is with the desktop's keyring.
 */
typedef enum
{
  SK_KEYRING_OPEN,
  SK_KEYRING_LOCKED,
  SK_KEYRING_NONE,
} SkKeyringState;

/**
 * SkAccountOwner:
 * @name: what the connection is called
 * @workspace: (nullable): where it belongs, if that is told
 * @is_personal: whether it acts for a person, and sees what that person sees
 * @time: Unix seconds: what the other side's clock showed as it answered; 0: not told
 *
 * What a key belongs to.
 */
typedef struct
{
  char     *name;
  char     *workspace;
  gboolean  is_personal;
  gint64    time;
} SkAccountOwner;

/**
 * SkAccountTable:
 * @id: (nullable): what to use as "data-source-id"; %NULL: it cannot be used
 * @title: what it is called; may be empty
 * @database: (nullable): the id of the database it is in
 * @database_title: (nullable): what that is called, if that was asked for
 * @url: (nullable): where it can be opened
 * @is_linked: whether it is only a view of a database that lives elsewhere
 * @is_one_of_several: whether its database has others beside it
 *
 * A place with tasks that a key opens.
 */
typedef struct
{
  char     *id;
  char     *title;
  char     *database;
  char     *database_title;
  char     *url;
  gboolean  is_linked;
  gboolean  is_one_of_several;
} SkAccountTable;

/**
 * SkAccountOffer:
 * @owner: (owned): whose the key is
 * @keyring: where the key would be kept: how it is with the desktop's keyring
 * @tables: (owned) (element-type SkAccountTable): what it opens
 *
 * What a person who sets up a workspace can choose from.
 */
typedef struct
{
  SkAccountOwner *owner;
  SkKeyringState  keyring;
  GPtrArray      *tables;
} SkAccountOffer;

/**
 * SkAccountFit:
 * @SK_ACCOUNT_FIT_GOOD: it is there
 * @SK_ACCOUNT_FIT_MISSING: there is no such column
 * @SK_ACCOUNT_FIT_WRONG_TYPE: there is one, but of no use as it is
 *
 * How a column fits its role.
 */
typedef enum
{
  SK_ACCOUNT_FIT_GOOD,
  SK_ACCOUNT_FIT_MISSING,
  SK_ACCOUNT_FIT_WRONG_TYPE,
} SkAccountFit;

/**
 * SkAccountChoice:
 * @id: what to use as a value of "columns"
 * @name: what it is called
 *
 * A column that could have a role.
 */
typedef struct
{
  char *id;
  char *name;
} SkAccountChoice;

/**
 * SkAccountColumn:
 * @role: what it is to us; a key of the setting "columns"
 * @name: what it is called, or would be
 * @id: (nullable): what to use as a value of "columns"
 * @type: (nullable): what it is
 * @wanted: what it should be
 * @fit: how it fits
 * @is_required: whether nothing works without it
 * @is_known: whether it is usual to have it, so that it is worth a note if it is missing
 * @may_add: whether sk_account_source_add_async() would add it
 * @text: (nullable): what is wrong and what to do about it, for people
 * @choices: (nullable) (element-type SkAccountChoice): the columns that could have it
 * @options: (nullable): what it can be set to, if that is a list
 *
 * One role, and the column that has it.
 */
typedef struct
{
  char         *role;
  char         *name;
  char         *id;
  char         *type;
  char         *wanted;
  SkAccountFit  fit;
  gboolean      is_required;
  gboolean      is_known;
  gboolean      may_add;
  char         *text;
  GPtrArray    *choices;
  char        **options;
} SkAccountColumn;

/* The role of a column that is looked at only where somebody's tasks are wanted. */
#define SK_ROLE_ASSIGNEE "assignee"

/* The roles of columns that may be added; the last only on request. */
#define SK_ROLE_SCHEDULED "scheduled"
#define SK_ROLE_LAST_SCHEDULED "last-scheduled"
#define SK_ROLE_AUTO_SCHEDULE "auto-schedule"

void            sk_account_owner_free  (SkAccountOwner  *self);
void            sk_account_table_free  (SkAccountTable  *self);
gboolean        sk_account_table_may_be_used
                                       (const SkAccountTable *self);
SkAccountOffer *sk_account_offer_new   (SkAccountOwner  *owner,
                                        SkKeyringState   keyring,
                                        GPtrArray       *tables);
void            sk_account_offer_free  (SkAccountOffer  *self);
void            sk_account_choice_free (SkAccountChoice *self);
void            sk_account_column_free (SkAccountColumn *self);
gboolean        sk_account_column_stands_in_the_way
                                       (const SkAccountColumn *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountOwner, sk_account_owner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountTable, sk_account_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountOffer, sk_account_offer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountColumn, sk_account_column_free)

G_END_DECLS
