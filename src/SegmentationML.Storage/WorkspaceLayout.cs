using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage;

/// <summary>The folders of a workspace and the stamp that makes a folder one.</summary>
internal static class WorkspaceLayout
{
    /// <summary>The ledger's file name.</summary>
    public const string LedgerFile = "ledger.db";

    private const string StampFile = "workspace.json";
    private const int Format = 1;
    private static readonly string[] Folders = ["cache", "locks", "models", "quarantine", "reports", "snapshots"];

    /// <summary>Makes or checks folders and stamp, and writes once to see that writing works.</summary>
    /// <param name="root">The workspace's folder, absolute.</param>
    /// <param name="files">The file port.</param>
    public static void Prepare(string root, IFiles files)
        => FileProblem.Translate($"Opening the workspace '{root}'", () =>
        {
            RequireFreeOrOurs(root);
            files.CreateFolder(root);
            Stamp(root, files);
            foreach (var folder in Folders)
            {
                files.CreateFolder(SafePath.Below(root, folder));
            }

            Probe(root, files);
            return true;
        });

    /// <summary>Checks that there is a workspace of a known format, and writes nothing.</summary>
    /// <param name="root">The workspace's folder, absolute.</param>
    public static void Require(string root)
        => FileProblem.Translate($"Opening the workspace '{root}'", () =>
        {
            RequireFreeOrOurs(root);
            if (!IsOurs(root))
            {
                throw new ProblemException(new Problem("SEG-LEDG-015", $"There is no workspace in '{root}'.", "Run a pipeline first, which makes one, or name another folder with --workspace."));
            }

            var stamp = SafePath.Below(root, StampFile);
            if (File.Exists(stamp))
            {
                RequireKnown(root, stamp);
            }

            return true;
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

    private static void Stamp(string root, IFiles files)
    {
        var path = SafePath.Below(root, StampFile);
        if (!File.Exists(path))
        {
            var writer = $".{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
            files.Replace(path, JsonSerializer.SerializeToUtf8Bytes(new WorkspaceStamp(Format), WorkspaceJson.Default.WorkspaceStamp), writer);
            return;
        }

        RequireKnown(root, path);
    }

    private static void RequireKnown(string root, string stamp)
    {
        var found = ReadStamp(stamp);
        if (found > Format)
        {
            throw new ProblemException(LedgerProblem.TooNew($"The workspace '{root}'", found, Format));
        }
    }

    private static int ReadStamp(string path)
    {
        try
        {
            return (JsonSerializer.Deserialize(File.ReadAllBytes(path), WorkspaceJson.Default.WorkspaceStamp) ?? throw new JsonException("It is null")).Format;
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
