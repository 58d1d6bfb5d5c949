using System.CommandLine;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.People;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary>What all verbs share.</summary>
/// <param name="console">Where to write.</param>
/// <param name="clock">The clock for the record.</param>
internal sealed class CommandContext(SegmlConsole console, TimeProvider clock)
{
    /// <summary>Where to write.</summary>
    public SegmlConsole Console { get; } = console;

    /// <summary>The clock for the record.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary><c>--workspace</c>, on every verb.</summary>
    public Option<string> Workspace { get; } = new("--workspace", "-w")
    {
        Description = "Folder with ledger, cache, published versions and reports; made when missing",
        DefaultValueFactory = _ => "workspace",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary><c>--ledger</c>, on every verb.</summary>
    public Option<string?> Ledger { get; } = new("--ledger")
    {
        Description = $"PostgreSQL server that holds the ledger, as postgres://user@host/database?schema=segml (also: {Storage.Workspace.LedgerVariable}); a workspace remembers it",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    /// <summary><c>--server</c>, on the verbs that <see cref="Server.ServerVerbs"/> lists; refused by the others.</summary>
    public Option<string?> Server { get; } = new("--server")
    {
        Description = "Work through the service at this address, such as https://segments.example, in place of a workspace",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary><c>--key-file</c>, with <see cref="Server"/>.</summary>
    public Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = $"File that holds the key to the service (default: {Notebooks.Client.ServiceAddress.KeyVariable})",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary><c>--by</c>, on every verb.</summary>
    public Option<string?> By { get; } = new("--by")
    {
        Description = "Who acts, for the audit chain and for rights (default: this system's user)",
        HelpName = "NAME",
        Recursive = true,
    };

    /// <summary>Who acts: the name that the call gives, else the user of this system.</summary>
    /// <param name="parsed">The call.</param>
    public string Actor(ParseResult parsed)
    {
        var given = parsed.GetValue(By);
        ProblemException.ThrowIfAny(given is null ? [] : GovernedText.Name("--by", given));
        return given ?? (GovernedText.Name("The user", Environment.UserName).Any() ? "unknown" : Environment.UserName);
    }

    /// <summary>Who may do what, by <c>people.yaml</c>.</summary>
    public static PeopleDirectory People() => Definitions.ReadPeople(DefinitionRoots());

    /// <summary>Folders that hold <c>pipelines</c>, <c>models</c> and <c>data-contracts</c>: the current one and those above it, then the ones that come with the program.</summary>
    public static IReadOnlyList<string> DefinitionRoots()
    {
        var roots = new List<string>();
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "pipelines")) || Directory.Exists(Path.Combine(folder.FullName, "models")))
            {
                roots.Add(folder.FullName);
            }
        }

        roots.Add(Path.Combine(AppContext.BaseDirectory, "definitions"));
        return roots;
    }

    /// <summary>Opens the workspace that the call names, or makes it, to run a pipeline in it.</summary>
    /// <param name="parsed">The call.</param>
    public Workspace OpenWorkspace(ParseResult parsed) => WithNotices(Storage.Workspace.Open(parsed.GetValue(Workspace)!, Clock, parsed.GetValue(Ledger)));

    /// <summary>Opens the workspace that the call names to look at what is in it, also where nothing can be written.</summary>
    /// <param name="parsed">The call.</param>
    public Workspace OpenWorkspaceToRead(ParseResult parsed) => WithNotices(Storage.Workspace.OpenToRead(parsed.GetValue(Workspace)!, Clock, parsed.GetValue(Ledger)));

    /// <summary>A version of a pipeline, by default the one in use.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">Number, alias, tag, day or time as <see cref="VersionSelector"/> reads it; null for the one in use.</param>
    public static Snapshot FindSnapshot(Workspace workspace, string pipeline, string? version)
        => version is null
            ? workspace.Snapshots.Current(pipeline) ?? throw NoVersion(workspace, pipeline)
            : workspace.Snapshots.Resolve(pipeline, VersionSelector.Parse(version));

    /// <summary>All versions of a pipeline that ever were, oldest first; at least one.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public static IReadOnlyList<VersionRecord> FindHistory(Workspace workspace, string pipeline)
        => workspace.Snapshots.History(pipeline) is { Count: > 0 } versions ? versions : throw NoVersion(workspace, pipeline);

    /// <summary>The name of a model that has registered versions.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="model">The name.</param>
    public static string RequireModel(Workspace workspace, string model)
        => workspace.Models.List(model).Count > 0 ? model : throw new ProblemException(new Problem(
            "SEG-REG-003", $"Model '{model}' has no registered version in {workspace.Folder}.", workspace.Models.Models() is { Count: > 0 } known ? ClosestMatch.Hint(model, [.. known]) : "A run that publishes with this model registers one."));

    /// <summary>All versions of a pipeline, oldest first; at least one.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public static IReadOnlyList<Snapshot> FindSnapshots(Workspace workspace, string pipeline)
        => workspace.Snapshots.List(pipeline) is { Count: > 0 } versions ? versions : throw NoVersion(workspace, pipeline);

    private static ProblemException NoVersion(Workspace workspace, string pipeline) => new(new Problem(
        "SEG-CLI-003", $"Pipeline '{pipeline}' has no version in {workspace.Folder}.", $"Publish one with `segml run {pipeline}`, or name another folder with --workspace."));

    private Workspace WithNotices(Workspace workspace)
    {
        foreach (var notice in workspace.Notices)
        {
            Console.Error.WriteLine($"note {notice}");
        }

        return workspace;
    }
}
