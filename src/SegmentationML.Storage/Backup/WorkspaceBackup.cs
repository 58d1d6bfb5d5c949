using System.Formats.Tar;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Snapshots;

namespace SegmentationML.Storage.Backup;

/// <summary>Writes all of a workspace that cannot be made again into one archive (tar), while it is served and run.</summary>
/// <remarks>
/// Versions are held first, so that none of them expires meanwhile, and the ledger is copied then: what the copy knows is in the archive. What is published later is not.
/// Cache and locks stay out; a ledger on a server is written as a file.
/// </remarks>
internal sealed class WorkspaceBackup(string root, LedgerDatabase database, ISnapshotStore snapshots, IFiles files, TimeProvider clock)
{
    private readonly List<SnapshotFile> _written = [];

    /// <summary>Writes the archive, in the place of which nothing may be yet; when it is there it is whole.</summary>
    public BackupContent Write(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new ProblemException(BackupProblem.Exists(path));
        }

        return FileProblem.Translate($"Writing the backup '{path}'", () =>
        {
            var part = path + ".part";
            var ledger = path + ".ledger";
            try
            {
                var content = Write(part, ledger);
                files.Flush(part);
                files.MoveFile(part, path);
                return content;
            }
            finally
            {
                File.Delete(part);
                File.Delete(ledger);
            }
        });
    }

    private BackupContent Write(string part, string ledger)
    {
        var held = new Dictionary<(string, long), IDisposable>();
        try
        {
            Hold(held, Published(database));
            new FileStream(ledger, OwnersFile.New).Dispose();
            database.CopyTo(ledger, clock);
            var versions = Hold(held, OfCopy(ledger));
            using var file = new FileStream(part, OwnersFile.New);
            using var archive = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: false);
            Add(archive, WorkspaceLayout.LedgerFile, ledger);
            foreach (var version in versions)
            {
                Add(archive, version);
            }

            foreach (var folder in BackupContent.Folders.Where(f => f != "snapshots"))
            {
                AddFolder(archive, folder);
            }

            var content = new BackupContent(BackupContent.CurrentFormat, Timestamp.Now(clock), versions.Count, _written);
            archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, BackupContent.EntryName) { DataStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(content, StepKey.Json)) });
            return content;
        }
        finally
        {
            foreach (var hold in held.Values)
            {
                hold.Dispose();
            }
        }
    }

    private static List<(string Pipeline, long Version)> Published(LedgerDatabase ledger)
        => ledger.Read(connection => connection.Query("SELECT pipeline, version FROM versions WHERE expired IS NULL ORDER BY pipeline, version", row => (row.GetString(0), row.GetInt64(1))));

    private List<(string Pipeline, long Version)> OfCopy(string path)
    {
        using var copy = SqliteLedger.Open(path, clock);
        var versions = Published(copy);
        copy.FoldLog();
        return versions;
    }

    private List<Snapshot> Hold(Dictionary<(string Pipeline, long Version), IDisposable> held, List<(string Pipeline, long Version)> versions)
    {
        var found = versions.ConvertAll(v => snapshots.Open(v.Pipeline, v.Version));
        foreach (var version in found.Where(v => !held.ContainsKey((v.Pipeline, v.Commit.Version))))
        {
            held.Add((version.Pipeline, version.Commit.Version), snapshots.Hold(version));
        }

        return found;
    }

    private void Add(TarWriter archive, Snapshot version)
    {
        var folder = $"snapshots/{version.Pipeline}/{Path.GetFileName(version.Folder)}";
        foreach (var file in version.Content.Files)
        {
            var path = Path.Combine(version.Folder, file.Name);
            if (!File.Exists(path) || Add(archive, $"{folder}/{file.Name}", path) is var found && (found.Bytes != file.Bytes || found.Sha256 != file.Sha256))
            {
                throw new ProblemException(BackupProblem.Damaged(version.Pipeline, version.Commit.Version, file.Name));
            }
        }

        Add(archive, $"{folder}/{Manifest.FileName}", Path.Combine(version.Folder, Manifest.FileName));
    }

    /// <summary>What is deleted meanwhile is left out; drafts and what a link leads to are not taken.</summary>
    private void AddFolder(TarWriter archive, string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        var top = new DirectoryInfo(Path.Combine(root, folder));
        foreach (var file in top.Exists ? top.EnumerateFiles("*", options).OrderBy(f => f.FullName, StringComparer.Ordinal).ToArray() : [])
        {
            var names = Path.GetRelativePath(root, file.FullName).Split(Path.DirectorySeparatorChar);
            if (names.All(n => SafePath.IsBare(n) && n[0] != '.'))
            {
                try
                {
                    Add(archive, string.Join('/', names), file.FullName);
                }
                catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
                {
                    // Deleted since it was listed.
                }
            }
        }
    }

    private SnapshotFile Add(TarWriter archive, string name, string path)
    {
        var found = FileDigest.Of(files, path) with { Name = name };
        using var stream = files.OpenRead(path);
        archive.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream });
        _written.Add(found);
        return found;
    }
}
