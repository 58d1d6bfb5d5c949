using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Ledger.Postgres;

namespace SegmentationML.Storage;

/// <summary>The folders of a workspace and the stamp that makes a folder one.</summary>
internal static class WorkspaceLayout
{
    /// <summary>The ledger's file name.</summary>
    public const string LedgerFile = "ledger.db";

    private const string StampFile = "workspace.json";
    private const int FormatWithFile = 1;
    private const int FormatWithServer = 2;
    private static readonly string[] Folders = ["cache", "locks", "models", "quarantine", "reports", "snapshots"];

    /// <summary>Makes or checks folders and stamp, and writes once to see that writing works.</summary>
    /// <param name="root">The workspace's folder, absolute.</param>
    /// <param name="files">The file port.</param>
    /// <param name="ledger">The server that is to hold the ledger; null for what the stamp says, and the file in a new workspace.</param>
    /// <returns>The server that holds the ledger; null for the file.</returns>
    public static PostgresAddress? Prepare(string root, IFiles files, PostgresAddress? ledger)
        => FileProblem.Translate($"Opening the workspace '{root}'", () =>
        {
            RequireFreeOrOurs(root);
            files.CreateClosedFolder(root);
            var address = Stamp(root, files, ledger);
            foreach (var folder in Folders)
            {
                files.CreateFolder(SafePath.Below(root, folder));
            }

            Probe(root, files);
            return address;
        });

    /// <summary>Checks that there is a workspace of a known format, and writes nothing.</summary>
    /// <param name="root">The workspace's folder, absolute.</param>
    /// <param name="ledger">The server that the call names; null for what the stamp says.</param>
    /// <returns>The server that holds the ledger; null for the file.</returns>
    public static PostgresAddress? Require(string root, PostgresAddress? ledger)
        => FileProblem.Translate($"Opening the workspace '{root}'", () =>
        {
            RequireFreeOrOurs(root);
            if (!IsOurs(root))
            {
                throw new ProblemException(new Problem("SEG-LEDG-015", $"There is no workspace in '{root}'.", "Run a pipeline first, which makes one, or name another folder with --workspace."));
            }

            var stamp = SafePath.Below(root, StampFile);
            return Agreed(root, File.Exists(stamp) ? ReadStamp(root, stamp) : new WorkspaceStamp(FormatWithFile), ledger);
        });

    private static void RequireFreeOrOurs(string root)
    {
        if (File.Exists(root))
        {
            throw new ProblemException(NotOurs($"'{root}' is a file."));
        }

        // Looked for in this order: another process may be making the workspace, and its stamp comes before everything else.
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).FirstOrDefault(IsVisible) is { } stranger && !IsOurs(root))
        {
            throw new ProblemException(NotOurs($"'{root}' is no workspace: it holds '{Path.GetFileName(stranger)}'."));
        }
    }

    /// <summary>Any of these shows a workspace, so that one that lost its ledger or its stamp still opens.</summary>
    private static bool IsOurs(string root)
        => File.Exists(Path.Combine(root, StampFile)) || File.Exists(Path.Combine(root, LedgerFile)) || Directory.Exists(Path.Combine(root, "snapshots"));

    private static bool IsVisible(string entry) => !Path.GetFileName(entry).StartsWith('.') && Path.GetFileName(entry) != "lost+found";

    private static PostgresAddress? Stamp(string root, IFiles files, PostgresAddress? ledger)
    {
        var path = SafePath.Below(root, StampFile);
        var found = File.Exists(path) ? ReadStamp(root, path) : null;
        var isNew = !File.Exists(Path.Combine(root, LedgerFile)) && found?.Ledger is null;
        if (found is null || (isNew && ledger is not null))
        {
            var stamp = isNew && ledger is not null ? new WorkspaceStamp(FormatWithServer, ledger.ToString()) : new WorkspaceStamp(FormatWithFile);
            var writer = $".{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
            files.Replace(path, JsonSerializer.SerializeToUtf8Bytes(stamp, WorkspaceJson.Default.WorkspaceStamp), writer);
            found = stamp;
        }

        return Agreed(root, found, ledger);
    }

    /// <summary>A workspace has one ledger: opened with another, it would show other versions and give numbers twice.</summary>
    private static PostgresAddress? Agreed(string root, WorkspaceStamp stamp, PostgresAddress? given)
    {
        var kept = stamp.Ledger is { } text ? PostgresAddress.Parse(text, $"'{Path.Combine(root, StampFile)}'") : null;
        return given is null || kept?.IsSamePlace(given) == true ? given ?? kept : throw new ProblemException(new Problem(
            "SEG-LEDG-021",
            $"The workspace '{root}' keeps its ledger in {kept?.ToString() ?? LedgerFile}, not in {given}.",
            "Leave --ledger and SEGML_LEDGER away, or move the ledger as docs/postgres.md tells."));
    }

    private static WorkspaceStamp ReadStamp(string root, string path)
    {
        try
        {
            var stamp = JsonSerializer.Deserialize(File.ReadAllBytes(path), WorkspaceJson.Default.WorkspaceStamp) ?? throw new JsonException("It is null");
            if (stamp.Format == FormatWithServer && stamp.Ledger is null)
            {
                throw new JsonException("It names no ledger");
            }

            return stamp.Format <= FormatWithServer ? stamp : throw new ProblemException(LedgerProblem.TooNew($"The workspace '{root}'", stamp.Format, FormatWithServer));
        }
        catch (JsonException e)
        {
            throw new ProblemException(NotOurs($"'{path}' is no stamp of a workspace: {e.Message.TrimEnd('.')}."), e);
        }
    }

    /// <summary>A folder that exists may still refuse new files: better said now than after an hour of work.</summary>
    private static void Probe(string root, IFiles files)
    {
        foreach (var folder in Folders)
        {
            var probe = Path.Combine(root, folder, $".probe-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}");
            files.Write(probe, "?"u8);
            files.DeleteFile(probe);
        }
    }

    private static Problem NotOurs(string what) => new("SEG-LEDG-005", what, "Choose an empty or new folder, or an existing workspace, with --workspace.");
}
