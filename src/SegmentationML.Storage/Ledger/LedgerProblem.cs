using System.Data.Common;
using Microsoft.Data.Sqlite;
using SegmentationML.Core;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Ledger;

/// <summary>Says what a failure of the ledger means and what to do about it.</summary>
internal static class LedgerProblem
{
    /// <summary>The code of a change of which nobody knows whether it was recorded.</summary>
    public const string UnknownOutcomeCode = "SEG-LEDG-014";

    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>The problem behind an error of SQLite.</summary>
    /// <param name="error">The error.</param>
    /// <param name="path">The ledger's file.</param>
    public static Problem Of(SqliteException error, string path)
    {
        var message = $"'{path}': {error.Message.TrimEnd('.')}";
        return error.SqliteErrorCode switch
        {
            Busy or Locked => new Problem("SEG-LEDG-009", $"The ledger stayed locked by another process: {message}.", "Let the other process end, then try again."),
            Full => new Problem("SEG-LEDG-007", $"The ledger could not be written, since the disk is full: {message}.", "Free space or choose another --workspace, then run again; what was published before is untouched."),
            ReadOnly or CannotOpen => new Problem("SEG-LEDG-006", $"The ledger cannot be opened for writing: {message}.", "Give this user the right to write in the workspace, or choose another --workspace."),
            Corrupt or NotADatabase => Damaged(path, error.Message),
            InputOutput => new Problem("SEG-LEDG-008", $"The ledger stopped on a file error: {message}.", "Check the disk, then run again; what was published before is untouched."),
            _ => new Problem("SEG-LEDG-008", $"The ledger refused a statement: {message}.", "Run again; if it comes back, keep ledger.db and report it."),
        };
    }

    /// <summary>The ledger's file is no longer whole.</summary>
    public static Problem Damaged(string path, string finding) => new(
        "SEG-LEDG-003",
        $"The ledger '{path}' is damaged: {finding.TrimEnd('.')}.",
        "Restore it from a backup, or move ledger.db, ledger.db-wal and ledger.db-shm aside: then versions are read back from their manifests, and only the history of runs is lost.");

    /// <summary>The ledger or workspace comes from a later release.</summary>
    public static Problem TooNew(string what, long found, long known) => new(
        "SEG-LEDG-004", $"{what} has format {found}, and this program knows formats up to {known}.", "Use the newer program, or choose another --workspace.");

    /// <summary>The change may or may not be on the disk.</summary>
    public static Problem UnknownOutcome(string path, Exception error) => new(
        UnknownOutcomeCode, $"It is unknown whether the ledger '{path}' recorded the last change: {error.Message.TrimEnd('.')}.", "Check the disk, then run again: a change that was recorded is found and not made twice.");

    /// <summary>Another run has taken the pipeline over.</summary>
    public static Problem LeaseLost(string pipeline, string runId) => new(
        "SEG-LEDG-011", $"Run {runId} no longer holds pipeline '{pipeline}': another run has begun or the ledger was replaced.", "Nothing was changed. Look at 'segml runs', then run again.");

    /// <summary>Another run holds the pipeline.</summary>
    public static Problem Held(string pipeline, string? holder) => new(
        "SEG-LEDG-001", $"Pipeline '{pipeline}' is being run by {holder ?? "a process that is just starting or ending"}.", "Wait for it to end, stop it, or start again with a waiting time.");

    /// <summary>The run that was to be resumed has ended, or another has begun.</summary>
    public static Problem NothingToResume(string pipeline, string runId) => new(
        "SEG-LEDG-022", $"Run {runId} of pipeline '{pipeline}' cannot be gone on with: it came to its end, another run has begun, or the definition has changed since.", "Nothing was changed. Look at 'segml runs'; a new run does no step again whose inputs have not changed.");

    /// <summary>No run with such an id.</summary>
    public static Problem UnknownRun(string runId) => new("SEG-LEDG-012", $"The ledger knows no run '{runId}'.", "List the runs with 'segml runs'.");

    /// <summary>Whether a problem is one of writing, so that what is there may still be read.</summary>
    public static bool IsOfWriting(Problem problem) => problem.Code is "SEG-LEDG-006" or "SEG-LEDG-007" or "SEG-LEDG-008";

    /// <summary>Whether a commit that ended in this error left nothing that could come back: its last page was never written whole, or the lock was not had.</summary>
    public static bool IsSurelyNotDone(SqliteException error) => error.SqliteErrorCode is Full or Busy;

    /// <summary>Whether an exception is an error of the ledger's file or of the file system.</summary>
    public static bool IsStorage(Exception exception) => exception is DbException || FileProblem.Is(exception);
}
