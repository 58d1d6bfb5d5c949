using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Snapshots;
using SegmentationML.Storage.Steps;

namespace SegmentationML.Storage;

/// <summary>The folder in which a company's runs live: ledger, cache, published versions, models, reports and quarantine.</summary>
/// <remarks>Any number of processes may have one open; a pipeline is run by one of them at a time. Layout: <c>docs/workspace.md</c>.</remarks>
public sealed class Workspace : IDisposable
{
    private readonly LedgerDatabase _database;

    private Workspace(string folder, LedgerDatabase database, IFiles files, TimeProvider clock)
    {
        _database = database;
        Folder = folder;
        var rows = new VersionRows(database);
        var snapshots = new SnapshotFolders(SafePath.Below(folder, "snapshots"));
        Ledger = new RunLedger(database, SafePath.Below(folder, "locks"), clock);
        Steps = new StepStore(new StepFolders(CacheFolder), files, clock);
        Snapshots = new SnapshotStore(rows, snapshots, files, clock);
        Notices = new SnapshotRecovery(rows, snapshots, files, QuarantineFolder).Run();
    }

    /// <summary>The workspace's folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>Outputs of steps and working files; all of it can be made again.</summary>
    public string CacheFolder => SafePath.Below(Folder, "cache");

    /// <summary>What was fitted.</summary>
    public string ModelsFolder => SafePath.Below(Folder, "models");

    /// <summary>Reports of runs.</summary>
    public string ReportsFolder => SafePath.Below(Folder, "reports");

    /// <summary>Rows that a contract refused, and folders that recovery set aside.</summary>
    public string QuarantineFolder => SafePath.Below(Folder, "quarantine");

    /// <summary>The record of runs and steps.</summary>
    public IRunLedger Ledger { get; }

    /// <summary>Outputs of steps, by digest.</summary>
    public IStepStore Steps { get; }

    /// <summary>Published versions.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>What was found and mended when the workspace was opened, such as versions read back after the ledger was lost; empty as a rule.</summary>
    public IReadOnlyList<Problem> Notices { get; }

    /// <summary>The ledger's file; tests make its commits fail.</summary>
    internal LedgerDatabase Database => _database;

    /// <summary>
    /// Opens a workspace, or makes one in an empty or missing folder. Checks that it can be written, that its ledger is whole, and that ledger and published folders agree.
    /// </summary>
    /// <param name="folder">The folder, absolute or relative to the current one.</param>
    /// <param name="clock">The clock for the record.</param>
    /// <exception cref="ProblemException">The folder is in use for something else, cannot be written, is of a newer program, or its ledger is damaged.</exception>
    public static Workspace Open(string folder, TimeProvider clock) => Open(folder, clock, new PhysicalFiles());

    /// <summary>As <see cref="Open(string, TimeProvider)"/>, with another file port.</summary>
    internal static Workspace Open(string folder, TimeProvider clock, IFiles files)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(clock);
        var root = Root(folder);
        WorkspaceLayout.Prepare(root, files);
        return Over(SqliteLedger.Open(SafePath.Below(root, WorkspaceLayout.LedgerFile), clock), root, clock, files);
    }

    /// <summary>
    /// Opens an existing workspace to look at what is in it. A full disk, or one that cannot be written, is no hindrance: then the ledger is read into memory, and nothing is mended on the disk.
    /// </summary>
    /// <param name="folder">The folder, absolute or relative to the current one.</param>
    /// <param name="clock">The clock for the record.</param>
    /// <exception cref="ProblemException">There is no workspace, it is of a newer program, or its ledger is damaged.</exception>
    public static Workspace OpenToRead(string folder, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(clock);
        var (root, files) = (Root(folder), new PhysicalFiles());
        WorkspaceLayout.Require(root);
        var ledger = SafePath.Below(root, WorkspaceLayout.LedgerFile);
        try
        {
            return Over(SqliteLedger.Open(ledger, clock), root, clock, files);
        }
        catch (ProblemException e) when (e.Problems.All(LedgerProblem.IsOfWriting))
        {
            return Over(SqliteLedger.OpenCopy(ledger, clock), root, clock, files);
        }
    }

    /// <summary>Closes the ledger.</summary>
    public void Dispose() => _database.Dispose();

    private static string Root(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static Workspace Over(LedgerDatabase database, string root, TimeProvider clock, IFiles files)
    {
        try
        {
            return new Workspace(root, database, files, clock);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
