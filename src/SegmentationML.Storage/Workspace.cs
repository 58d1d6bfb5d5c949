using System.Data.Common;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Backup;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Ledger.Locks;
using SegmentationML.Storage.Ledger.Postgres;
using SegmentationML.Storage.Lineage;
using SegmentationML.Storage.Registry.Mlflow;
using SegmentationML.Storage.Promotions;
using SegmentationML.Storage.Registry;
using SegmentationML.Storage.Snapshots;
using SegmentationML.Storage.Steps;

namespace SegmentationML.Storage;

/// <summary>The folder in which a company's runs live: ledger, cache, published versions, models, reports and quarantine.</summary>
/// <remarks>Any number of processes may have one open; a pipeline is run by one of them at a time. Layout: <c>docs/workspace.md</c>.</remarks>
public sealed class Workspace : IDisposable
{
    /// <summary>The environment variable that names the server of the ledger where a call does not.</summary>
    public const string LedgerVariable = "SEGML_LEDGER";

    private readonly LedgerDatabase _database;
    private readonly PostgresAddress? _server;
    private readonly IFiles _files;
    private readonly TimeProvider _clock;

    private Workspace(string folder, LedgerDatabase database, IPipelineLocks locks, IFiles files, TimeProvider clock, PostgresAddress? server)
    {
        _database = database;
        _server = server;
        _files = files;
        _clock = clock;
        Locks = locks;
        Folder = folder;
        var rows = new VersionRows(database, clock);
        var snapshots = new SnapshotFolders(SafePath.Below(folder, "snapshots"));
        Ledger = new RunLedger(database, locks, clock);
        Steps = new StepStore(new StepFolders(CacheFolder), files, clock);
        Snapshots = new SnapshotStore(rows, snapshots, files, clock);
        Audit = new AuditLog(database);
        Overrides = new OverrideBook(database, clock);
        Cases = new CaseBook(database, clock);
        Names = new VersionNames(database, clock);
        Outbox = new Outbox(database, locks, clock, [new MlflowReceiver(database, ModelsFolder, Snapshots, new MlflowLimits()), new LineageReceiver(database, Snapshots, folder, LineageReceiver.DefaultTime)]);
        Deliveries = new DeliveryQueue(database, locks, clock);
        Webhooks = new WebhookBook(database, clock);
        Alerts = new AlertBook(database, clock);
        Keys = new ApiKeyLedger(database, clock);
        Consumers = new ConsumerBook(database, clock);
        Calls = new RepeatedCalls(database, clock);
        Persons = new PersonBook(database, clock);
        var models = new ModelFolders(ModelsFolder);
        Models = new ModelRegistry(database, models, files, clock);
        Promotions = new PromotionLedger(database, rows, snapshots, files, clock);
        Notices = [.. new SnapshotRecovery(rows, snapshots, files, QuarantineFolder).Run(), .. new ModelRecovery(database, models, files, clock, QuarantineFolder).Run()];
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

    /// <summary>The chain that records every change.</summary>
    public AuditLog Audit { get; }

    /// <summary>The overrides that persons decided on.</summary>
    public OverrideBook Overrides { get; }

    /// <summary>The matters that persons decide on, step by step.</summary>
    public CaseBook Cases { get; }

    /// <summary>Aliases and tags of published versions.</summary>
    public IVersionNames Names { get; }

    /// <summary>Messages to other systems.</summary>
    public Outbox Outbox { get; }

    /// <summary>Messages to webhooks and receivers of alerts.</summary>
    public DeliveryQueue Deliveries { get; }

    /// <summary>Addresses that are told of events.</summary>
    public WebhookBook Webhooks { get; }

    /// <summary>What owners must know, and who was told.</summary>
    public AlertBook Alerts { get; }

    /// <summary>Files that receivers of alerts have written.</summary>
    public string AlertsFolder => SafePath.Below(Folder, "alerts");

    /// <summary>Fitted versions of models.</summary>
    public IModelRegistry Models { get; }

    /// <summary>How published versions came into use and out of it.</summary>
    public IPromotionLedger Promotions { get; }

    /// <summary>The keys to the service.</summary>
    public ApiKeyLedger Keys { get; }

    /// <summary>Which version each consumer has taken in.</summary>
    public ConsumerBook Consumers { get; }

    /// <summary>The answers to calls that may be sent again.</summary>
    public RepeatedCalls Calls { get; }

    /// <summary>The persons who are published under pseudonyms.</summary>
    public PersonBook Persons { get; }

    /// <summary>What was found and mended when the workspace was opened, such as versions read back after the ledger was lost; empty as a rule.</summary>
    public IReadOnlyList<Problem> Notices { get; }

    /// <summary>What holds pipelines; for tests.</summary>
    internal IPipelineLocks Locks { get; }

    /// <summary>The ledger's file; tests make its commits fail.</summary>
    internal LedgerDatabase Database => _database;

    /// <summary>
    /// Opens a workspace, or makes one in an empty or missing folder. Checks that it can be written, that its ledger is whole, and that ledger and published folders agree.
    /// </summary>
    /// <param name="folder">The folder, absolute or relative to the current one.</param>
    /// <param name="clock">The clock for the record.</param>
    /// <param name="ledger">The address of a PostgreSQL server that is to hold the ledger; null for the one that <see cref="LedgerVariable"/> names or that the workspace has, and a file in a new one.</param>
    /// <exception cref="ProblemException">The folder is in use for something else, cannot be written, is of a newer program, has another ledger, or its ledger is damaged or out of reach.</exception>
    public static Workspace Open(string folder, TimeProvider clock, string? ledger = null) => Open(folder, clock, new PhysicalFiles(), ledger);

    /// <summary>As <see cref="Open(string, TimeProvider, string?)"/>, with another file port.</summary>
    internal static Workspace Open(string folder, TimeProvider clock, IFiles files, string? ledger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(clock);
        var root = Root(folder);
        var server = WorkspaceLayout.Prepare(root, files, Address(ledger));
        return server is null
            ? Over(SqliteLedger.Open(SafePath.Below(root, WorkspaceLayout.LedgerFile), clock), LocksOf(root), root, clock, files)
            : OverServer(server, root, clock, files);
    }

    /// <summary>
    /// Opens an existing workspace to look at what is in it. A full disk, or one that cannot be written, is no hindrance: then the ledger is read into memory, and nothing is mended on the disk.
    /// </summary>
    /// <param name="folder">The folder, absolute or relative to the current one.</param>
    /// <param name="clock">The clock for the record.</param>
    /// <param name="ledger">As for <see cref="Open(string, TimeProvider, string?)"/>.</param>
    /// <exception cref="ProblemException">There is no workspace, it is of a newer program, has another ledger, or its ledger is damaged or out of reach.</exception>
    public static Workspace OpenToRead(string folder, TimeProvider clock, string? ledger = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(clock);
        var (root, files) = (Root(folder), new PhysicalFiles());
        if (WorkspaceLayout.Require(root, Address(ledger)) is { } server)
        {
            return OverServer(server, root, clock, files);
        }

        var file = SafePath.Below(root, WorkspaceLayout.LedgerFile);
        try
        {
            return Over(SqliteLedger.Open(file, clock), LocksOf(root), root, clock, files);
        }
        catch (ProblemException e) when (e.Problems.All(LedgerProblem.IsOfWriting))
        {
            return Over(SqliteLedger.OpenCopy(file, clock), LocksOf(root), root, clock, files);
        }
    }

    /// <summary>The pipelines that ever ran here, by name.</summary>
    public IReadOnlyList<string> Pipelines => PipelineRows.Names(_database);

    /// <summary>Where the ledger is: a path, or an address without a password.</summary>
    public string LedgerPlace => _database.Place;

    /// <summary>Looks at every page of the ledger's file; a server checks its own.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public IReadOnlyList<string> CheckLedger() => _database.Check();

    /// <summary>Writes all of the workspace that cannot be made again into one file, while it is served and run.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <exception cref="ProblemException">It exists, cannot be written, or a published file is damaged.</exception>
    public BackupContent Backup(string path) => new WorkspaceBackup(Folder, _database, Snapshots, _files, _clock).Write(Path.GetFullPath(path));

    /// <summary>Makes a workspace from a backup, and checks every byte of it.</summary>
    /// <param name="archive">The backup's file.</param>
    /// <param name="folder">Where to: a missing or empty folder.</param>
    /// <param name="clock">The clock for the record.</param>
    /// <param name="ledger">The address of a PostgreSQL server that is to hold the ledger, in an empty schema; null for a file in the workspace.</param>
    /// <exception cref="ProblemException">The folder is not empty, or the file is no whole backup; then nothing is restored.</exception>
    public static BackupContent Restore(string archive, string folder, TimeProvider clock, string? ledger = null)
        => WorkspaceRestore.Run(Path.GetFullPath(archive), Root(folder), ledger is null ? null : PostgresAddress.Parse(ledger, "--ledger"), new PhysicalFiles(), clock);

    /// <summary>Connections to the server and schema of the ledger, for what keeps tables of its own beside it, such as the clock of a cluster; null when the ledger is a file. The caller disposes it.</summary>
    /// <param name="application">What the server shows as the sessions' program.</param>
    public DbDataSource? OpenServer(string application) => _server?.Pool(application);

    /// <summary>Whether several machines can share the workspace: its ledger is on a server.</summary>
    public bool IsShared => _server is not null;

    /// <summary>Closes the ledger.</summary>
    public void Dispose() => _database.Dispose();

    private static string Root(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private static PostgresAddress? Address(string? ledger)
        => ledger is not null ? PostgresAddress.Parse(ledger, "--ledger")
            : Environment.GetEnvironmentVariable(LedgerVariable) is { Length: > 0 } text ? PostgresAddress.Parse(text, LedgerVariable)
            : null;

    private static FileLocks LocksOf(string root) => new(SafePath.Below(root, "locks"));

    private static Workspace OverServer(PostgresAddress server, string root, TimeProvider clock, IFiles files)
    {
        var ledger = PostgresLedger.Open(server, clock);
        return Over(ledger, new PostgresLocks(server, ledger), root, clock, files, server);
    }

    private static Workspace Over(LedgerDatabase database, IPipelineLocks locks, string root, TimeProvider clock, IFiles files, PostgresAddress? server = null)
    {
        try
        {
            return new Workspace(root, database, locks, files, clock, server);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
